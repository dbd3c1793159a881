"""Teaches e5-small-v2 to find the sentence that answers a question that was asked freely; exports ONNX and int8.
Needs torch, transformers, tokenizers, numpy, onnx, onnxruntime.
  train.py train  --base e5-small-v2.onnx --tokenizer tokenizer.json --data documents.json --minutes 26 --out trained.pt
  train.py train  … --weights trained.pt --french .45 --minutes 8 --lr 4e-5 --seed 1 --out again.pt
  train.py export --base e5-small-v2.onnx --weights trained.pt --share 1 --tokenizer tokenizer.json --out .
--base is the fp32 export (PROVENANCE.md says from where), --weights what to go on from, --data what documents.py wrote, --share how much of the way from the
base's weights to the trained ones to go. Contrastive: of all passages of a batch a question has to be nearest to its own;
beside each stand up to two sentences of its own document that the base model holds for near and that do not answer, or,
in three batches of ten, windows of three sentences, two of them wrong. What answers too counts neither way. The schedule follows the
clock."""
import argparse, json, os, random, sys, time
import numpy as np, torch
from tokenizers import Tokenizer
from torch import nn
from transformers import BertConfig, BertModel
sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'reader'))
import importlib.util
spec = importlib.util.spec_from_file_location('reader_train', os.path.join(os.path.dirname(__file__), '..', 'reader', 'train.py'))
reader_train = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reader_train)

LONGEST, TEMPERATURE = 256, .02
LONGEST_SENTENCE, LONGEST_WINDOW = 64, 112  # in training; one long passage would make all others of the batch as long
# So often an epoch brings a question of each set; French ones are few.
TIMES = dict(own=1.2, fr=1.5, squad=.6, fairy=.5)


def base_model(path):
    config = BertConfig(vocab_size=30522, hidden_size=384, num_hidden_layers=12, num_attention_heads=12, intermediate_size=1536,
                        max_position_embeddings=512, type_vocab_size=2, attn_implementation='eager',
                        hidden_dropout_prob=0., attention_probs_dropout_prob=0.)  # dropout's random numbers take a third of the time
    model = BertModel(config, add_pooling_layer=False)
    weights = {k.removeprefix('bert.'): v for k, v in reader_train.encoder_weights(path).items()}
    model.load_state_dict({k: v for k, v in weights.items() if not k.startswith('pooler')})
    return model


class Encoder:
    def __init__(self, model, tokenizer):
        self.model, self.tok = model, Tokenizer.from_file(tokenizer)
        self.tok.no_padding()
        self.tok.enable_truncation(LONGEST)

    def tensors(self, texts):
        ids = [e.ids for e in self.tok.encode_batch(texts)]
        length = (max(map(len, ids)) + 3) // 4 * 4
        padded, mask = torch.zeros(2, len(ids), length, dtype=torch.long)
        for i, x in enumerate(ids):
            padded[i, :len(x)], mask[i, :len(x)] = torch.tensor(x), 1
        return padded, mask

    def __call__(self, texts):
        ids, mask = self.tensors(texts)
        with torch.autocast('cpu', dtype=torch.bfloat16):
            h = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
        h = h.float()
        return nn.functional.normalize((h * mask[..., None]).sum(1) / mask.sum(1)[:, None], dim=-1)

    def grouped(self, texts, longest):
        """The same, texts of about one length together, so that short ones are not padded to the longest."""
        self.tok.enable_truncation(longest)
        order, n = sorted(range(len(texts)), key=lambda i: len(texts[i])), len(texts)
        parts = [p for p in (order[:n // 2], order[n // 2:n * 5 // 6], order[n * 5 // 6:]) if p]
        back = torch.empty(n, dtype=torch.long)
        back[torch.tensor([i for p in parts for i in p])] = torch.arange(n)
        return torch.cat([self([texts[i] for i in p]) for p in parts])[back]

    def embed(self, texts, size=64):
        self.model.eval()
        out = np.zeros((len(texts), 384), np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        with torch.no_grad():
            for k in range(0, len(order), size):
                out[order[k:k + size]] = self([texts[i] for i in order[k:k + size]]).numpy()
        return out


class Documents:
    """Sentences by number, over all documents; questions with the sentences that answer and the nearest that do not."""
    def __init__(self, docs, encoder):
        self.docs = docs
        self.places = [(d, p, s) for d, doc in enumerate(docs) for p, para in enumerate(doc['paras']) for s in range(len(para))]
        self.number = {place: n for n, place in enumerate(self.places)}
        vectors = encoder.embed(['passage: ' + self.sentence(n) for n in range(len(self.places))])
        asked = [(d, q) for d, doc in enumerate(docs) for q in doc['qs'] if q['yes']]
        self.questions = []
        for (d, q), v in zip(asked, encoder.embed(['query: ' + q['q'] for _, q in asked])):
            first = self.number[(d, 0, 0)]
            own = range(first, first + sum(map(len, docs[d]['paras'])))
            yes = {self.number[(d, p, s)] for p, s in q['yes']}
            near = sorted((n for n in own if n not in yes), key=lambda n: -float(vectors[n] @ v))
            self.questions.append((q['q'], sorted(yes), near[:12]))

    def sentence(self, n):
        d, p, s = self.places[n]
        return self.docs[d]['paras'][p][s]

    def window(self, n):
        """A sentence with the one before and after it in its paragraph, and the numbers of all three."""
        d, p, s = self.places[n]
        para = self.docs[d]['paras'][p]
        numbers = range(n - min(s, 1), n + (2 if s + 1 < len(para) else 1))
        return ' '.join(self.sentence(x) for x in numbers), set(numbers)

    def epoch(self, rng):
        out = []
        for k, (_, yes, _) in enumerate(self.questions):
            doc = self.docs[self.places[yes[0]][0]]
            times = TIMES.get('fr' if doc['lang'] == 'fr' else doc['src'], 1)
            out += [k] * (int(times) + (rng.random() < times % 1))
        rng.shuffle(out)
        return out

    def batches(self, french, rng):
        """Of both languages where `french` is 0; else of one each, that part of them French: beside English passages every
        French one is near to a French question, so that nothing is learned of which."""
        is_french = lambda k: self.docs[self.places[self.questions[k][1][0]][0]]['lang'] == 'fr'
        left = {True: [], False: []}
        while True:
            wide, of = rng.random() < .3, rng.random() < french
            size = 14 if wide else 32
            if len(left[of]) < size:
                left[of] = [k for k in self.epoch(rng) if not french or is_french(k) == of]
            chosen, left[of] = left[of][:size], left[of][size:]
            yield *self.batch(chosen, wide, rng), LONGEST_WINDOW if wide else LONGEST_SENTENCE

    def batch(self, chosen, wide, rng):
        """Questions, passages, of each question the passage that is its own, and which pairs count neither way."""
        questions, passages, covers, own = [], [], [], []
        for k in chosen:
            q, yes, near = self.questions[k]
            questions.append(q)
            own.append(len(passages))
            show = self.window if wide else lambda n: (self.sentence(n), {n})
            wrong = [show(n) for n in near] if wide else [show(n) for n in rng.sample(near[:6], min(2, len(near)))]
            shown = [show(rng.choice(yes))] + [w for w in wrong if not w[1] & set(yes)][:2]
            passages += [text for text, _ in shown]
            covers += [numbers for _, numbers in shown]
        neither = torch.zeros(len(chosen), len(passages), dtype=torch.bool)
        for row, k in enumerate(chosen):
            yes = set(self.questions[k][1])
            for at, numbers in enumerate(covers):
                neither[row, at] = at != own[row] and (passages[at] == passages[own[row]] or bool(numbers & yes))
        return questions, passages, torch.tensor(own), neither


def train(a):
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    model = base_model(a.base)
    encode = Encoder(model, a.tokenizer)
    documents = Documents([d for d in json.load(open(a.data)) if not d['held']], encode)
    print(len(documents.places), 'sentences,', len(documents.questions), 'questions', flush=True)
    if a.weights:
        model.load_state_dict(torch.load(a.weights))
    model.embeddings.requires_grad_(False)
    model.encoder.layer[:a.freeze].requires_grad_(False)
    trained = [p for p in model.parameters() if p.requires_grad]
    opt = torch.optim.AdamW([dict(params=[p for p in trained if p.ndim > 1], weight_decay=.01),
                             dict(params=[p for p in trained if p.ndim == 1], weight_decay=0)], lr=a.lr, betas=(.9, .98))
    start, step, log = time.time(), 0, []
    model.train()
    for questions, passages, own, neither, longest in documents.batches(a.french, rng):
        done = (time.time() - start) / (60 * a.minutes)
        if done >= 1:
            break
        for g in opt.param_groups:
            g['lr'] = a.lr * min(1, done / .06) * max(.02, (1 - done) / .94 if done > .06 else 1)
        P, Q = encode.grouped(['passage: ' + p for p in passages], longest), encode(['query: ' + q for q in questions])
        scores = (Q @ P.T / TEMPERATURE).masked_fill(neither, -1e4)
        loss = nn.functional.cross_entropy(scores, own)
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 1.)
        opt.step()
        opt.zero_grad(set_to_none=True)
        step += 1
        log.append((float(loss.detach()), float((scores.argmax(1) == own).float().mean())))
        if step % 50 == 0:
            print('%.1f min, step %d: loss %.3f, nearest %.3f' % ((time.time() - start) / 60, step, *np.mean(log, 0)), flush=True)
            log = []
    torch.save(model.state_dict(), a.out)


def export(a):
    from onnxruntime.quantization import QuantType, quantize_dynamic
    model = base_model(a.base)
    base, trained = model.state_dict(), torch.load(a.weights)
    model.load_state_dict({k: (1 - a.share) * v + a.share * trained[k] if v.is_floating_point() else v for k, v in base.items()})
    model.eval()
    ids, mask = Encoder(model, a.tokenizer).tensors(['query: What is this?', 'passage: A text. It has two sentences.'])
    inputs = ['input_ids', 'attention_mask', 'token_type_ids']
    full = a.out + '/model.onnx'
    named = Named(model)
    with torch.no_grad():
        torch.onnx.export(named, (ids, mask, torch.zeros_like(ids)), full, input_names=inputs, output_names=['last_hidden_state'],
                          dynamic_axes={k: {0: 'batch', 1: 'seq'} for k in inputs + ['last_hidden_state']}, opset_version=17, dynamo=False)
    quantize_dynamic(full, a.out + '/model_quantized.onnx', weight_type=QuantType.QInt8, per_channel=True,
                     extra_options=dict(MatMulConstBOnly=True))


class Named(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.bert = model

    def forward(self, input_ids, attention_mask, token_type_ids):
        return self.bert(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).last_hidden_state


if __name__ == '__main__':
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = p.add_subparsers(dest='do', required=True)
    for name, extra in (('train', (('data', str, None), ('minutes', float, 26), ('lr', float, 6e-5), ('freeze', int, 3), ('french', float, 0), ('weights', str, ''), ('seed', int, 0))),
                        ('export', (('weights', str, None), ('share', float, 1)))):
        t = sub.add_parser(name)
        for n in ('base', 'tokenizer', 'out'):
            t.add_argument('--' + n, required=True)
        for n, kind, default in extra:
            t.add_argument('--' + n, type=kind, default=default, required=default is None)
    a = p.parse_args()
    train(a) if a.do == 'train' else export(a)
