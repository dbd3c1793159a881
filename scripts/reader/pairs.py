"""Makes question-window pairs out of public sets.  pairs.py FOLDER e5-small-v2-FOLDER out.json
The windows are three sentences, as the product's are; which one stands in for what retrieval would show goes by cosine
and the question's words in it. `yes`: holds the answer. `deleted`: the best left of the paragraph once the sentences that
answer are gone. `other`: the nearest of another document, or of another part of the story. `natural`: the best of a
passage of which people said that it does not answer. One title in seventeen is held back (`held`) and never trained on.
Needs numpy, onnxruntime, tokenizers; 80,000 sentences are embedded, a quarter of an hour on two cores."""
import json, random, re, sys, zlib
import numpy as np, onnx, onnxruntime as ort
from tokenizers import Tokenizer
from sources import all_documents, norm

STOP = set('a an the of in on at to for and or is are was were be been by with as from that this it its which what who whom whose when where why how did do does has have had many much'.split())
stem = lambda w: re.sub(r'(ing|edly|ed|ies|es|s|ly)$', '', w) if len(w) > 4 else w
stems = lambda t: [stem(w) for w in re.findall(r'[^\W_]+', t.lower()) if w not in STOP]
# So much of each set was kept: stories and yes-or-no questions teach less of what members ask.
SHARE = dict(nq=.9, clapnq=1, selqa=.64, fairy=.075, boolq=.28)


class Embedder:
    def __init__(self, folder):
        self.tok = Tokenizer.from_file(folder + '/tokenizer.json')
        self.tok.no_padding()
        self.tok.enable_truncation(128)
        o = ort.SessionOptions()
        o.intra_op_num_threads = 2
        self.run = ort.InferenceSession(folder + '/model_quantized.onnx', o)
        self.names = [i.name for i in self.run.get_inputs()]
        self.folder = folder

    @property
    def words(self):
        """The model's own vector of each piece of a word, before any layer."""
        init = {i.name: i for i in onnx.load(self.folder + '/model_quantized.onnx').graph.initializer}
        name = next(n for n in init if 'word_embeddings' in n and not n.endswith(('_scale', '_zero_point')))
        return onnx.numpy_helper.to_array(init[name]).astype(np.float32)

    def __call__(self, texts, prefix):
        encs = self.tok.encode_batch([prefix + t for t in texts])
        order = sorted(range(len(texts)), key=lambda i: len(encs[i].ids))
        out = np.zeros((len(texts), 384), np.float32)
        for k in range(0, len(order), 32):
            ix = order[k:k + 32]
            n = max(len(encs[i].ids) for i in ix)
            ids = np.zeros((len(ix), n), np.int64)
            mask = np.zeros((len(ix), n), np.int64)
            for r, i in enumerate(ix):
                ids[r, :len(encs[i].ids)], mask[r, :len(encs[i].ids)] = encs[i].ids, 1
            feed = dict(input_ids=ids, attention_mask=mask, token_type_ids=np.zeros_like(ids))
            h = self.run.run(None, {n: feed[n] for n in self.names})[0]
            v = (h * mask[..., None]).sum(1) / mask.sum(1)[:, None]
            out[ix] = v / np.linalg.norm(v, axis=1, keepdims=True)
        return out


def around(para, j, keep=None):
    if keep is not None:  # of what is left of the paragraph
        k = keep.index(j)
        return ' '.join(para[i] for i in keep[max(0, k - 1):k + 2])
    return ' '.join(para[max(0, j - 1):j + 2])


def place(answer, window):
    at = window.lower().find(answer.lower())
    return (at, at + len(answer)) if answer and at >= 0 else (-1, -1)


def build(docs, models, rng):
    embed = Embedder(models)
    flat, where = [], []
    for d, doc in enumerate(docs):
        for p, para in enumerate(doc['paras']):
            for s, x in enumerate(para):
                flat.append(x)
                where.append((d, p, s))
    V = embed(flat, 'passage: ')
    Q = embed([q['q'] for doc in docs for q in doc['qs']], 'query: ')
    first = {}
    for i, w in enumerate(where):
        first.setdefault(w[0], i)
    wiki = np.array([i for i, w in enumerate(where) if docs[w[0]]['src'] in ('nq', 'clapnq', 'boolq')])
    sel = np.array([i for i, w in enumerate(where) if docs[w[0]]['src'] == 'selqa'])
    pools = {True: (sel, V[sel]), False: (wiki, V[wiki])}
    out, n = [], -1
    for d, doc in enumerate(docs):
        flats = [s for p in doc['paras'] for s in p]
        v = V[first[d]:first[d] + len(flats)]
        local = [(p, s) for p, para in enumerate(doc['paras']) for s in range(len(para))]
        held = zlib.crc32(doc['title'].encode()) % 100 < 6
        for q in doc['qs']:
            n += 1
            asked = set(stems(q['q']))
            cover = lambda t: len(asked & set(stems(t))) / max(1, len(asked))
            text = q['q']
            if doc['src'] in ('nq', 'clapnq', 'boolq') and rng.random() < .6:
                text = text[0].upper() + text[1:] + '?'
            add = lambda w, y, kind, s=-1, e=-1: out.append(dict(q=text, w=w, y=y, s=s, e=e, src=doc['src'], kind=kind, held=held))
            cos = v @ Q[n]
            score = {l: float(c) + .1 * cover(x) for l, c, x in zip(local, cos, flats)}
            says = lambda t: any(norm(a) and ' %s ' % norm(a) in ' %s ' % norm(t) for a in q['answers'])
            best = lambda ls: sorted(ls, key=lambda l: -score[l])
            yes = q['yes']
            if doc['src'] == 'fairy':
                para = doc['paras'][q['at']]
                a = set(stems(q['answers'][0]))
                if not a:
                    continue
                scored = []
                for j in range(len(para)):
                    w = set(stems(around(para, j)))
                    scored.append((len(a & w) / len(a) + .3 * len(asked & w) / max(1, len(asked)) + .5 * len(a & set(stems(para[j]))) / len(a), j))
                top, j = max(scored)
                if len(a & set(stems(around(para, j)))) / len(a) < .75:
                    continue
                yes = [(q['at'], j)]
                far = [l for l in local if abs(l[0] - q['at']) >= 2 and len(a & set(stems(around(doc['paras'][l[0]], l[1])))) / len(a) < .35]
                for l in best(far)[:1]:
                    if rng.random() < .8:
                        add(around(doc['paras'][l[0]], l[1]), 0, 'other')
                keep = [i for i in range(len(para)) if abs(i - j) > 1 and len(a & set(stems(para[i]))) / len(a) < .5]
                if len(keep) >= 2 and rng.random() < .5:
                    k = best([(q['at'], i) for i in keep])[0]
                    add(around(para, k[1], keep), 0, 'deleted')
            if q['no']:
                for l in best(local)[:2]:
                    add(around(doc['paras'][l[0]], l[1]), 0, 'natural')
                continue
            if not yes:
                continue
            # answered
            if doc['src'] == 'boolq':
                if rng.random() < .45:
                    continue
                para = doc['paras'][0]
                w = ' '.join(para) if len(' '.join(para)) < 520 else around(para, best(local)[0][1])
                add(w, 1, 'yes')
            else:
                ranked = best(yes)
                l = ranked[0] if rng.random() < .8 else rng.choice(ranked)
                para = doc['paras'][l[0]]
                if len(yes) == 1 and rng.random() < .15:  # the answer stands beside the best sentence
                    near = [i for i in (l[1] - 1, l[1] + 1) if 0 <= i < len(para)]
                    l = (l[0], rng.choice(near)) if near else l
                w = around(para, l[1])
                s, e = next((x for x in (place(a, w) for a in q['answers']) if x[0] >= 0), (-1, -1))
                add(w, 1, 'yes', s, e)
            # the paragraph without what answers
            if doc['src'] not in ('boolq', 'fairy'):
                for p, para in enumerate(doc['paras']):
                    gone = {s for pp, s in yes if pp == p}
                    keep = [i for i in range(len(para)) if i not in gone and not says(para[i])]
                    if len(keep) >= 2:
                        k = best([(p, i) for i in keep])[0]
                        add(around(para, k[1], keep), 0, 'deleted')
            # another document's nearest
            if doc['src'] != 'fairy' and rng.random() < (.6 if doc['src'] == 'boolq' else .7):
                pool, vectors = pools[doc['src'] == 'selqa']
                c = vectors @ Q[n]
                top = pool[sorted(np.argpartition(-c, 20)[:20], key=lambda i: -c[i])]
                other = [where[i] for i in top if docs[where[i][0]]['title'] != doc['title']]
                other = [(a, b, c) for a, b, c in other if not says(around(docs[a]['paras'][b], c))][:5]
                if other:
                    a, b, c = rng.choice(other)
                    add(around(docs[a]['paras'][b], c), 0, 'other')
    return out


if __name__ == '__main__':
    rng = random.Random(7)
    out = [x for x in build(list(all_documents(sys.argv[1])), sys.argv[2], rng) if rng.random() < SHARE[x['src']]]
    json.dump(out, open(sys.argv[3], 'w'))
    print(len(out), 'pairs,', sum(x['y'] for x in out), 'answered,', sum(x['held'] for x in out), 'held back')
