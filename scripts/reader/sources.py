"""Reads public sets of questions into one shape, for pairs.py.  Needs nothing but Python.
A document: {src, title, paras: [[sentence, ...], ...], qs: [{q, yes: [(paragraph, sentence), ...], answers: [text], no}]};
`no`: the question is known to have no answer in it. The folder holds, from public repositories (PROVENANCE.md says under
which licences):
  nq.jsonl                                nelson-liu/lost-in-the-middle, qa_data/nq-open-oracle.jsonl.gz, unpacked
  qed.jsonl                               google-research-datasets/QED, qed-dev.jsonlines
  clapnq-answerable.jsonl, clapnq-unanswerable.jsonl   primeqa/clapnq, annotated_data/dev/clapnq_dev_*.jsonl
  selqa-dev.json, selqa-test.json         emorynlp/selqa, ass/selqa-ass-*.json
  boolq-dev.json, boolq-test.json         elehman16/boolq, data/v6_*.json
  fairy/data-by-train-split/              uci-soe/FairytaleQAData"""
import csv, glob, json, os, re

SPLIT = re.compile(r'(?<=[.!?])["”’\')\]]*\s+(?=["“‘\'(\[]*[A-Z0-9À-Þ])')
ABBR = re.compile(r'\b(?:Mr|Mrs|Ms|Dr|St|No|vs|etc|Jr|Sr|Inc|Ltd|Co|U\.S|e\.g|i\.e|[A-Z])\.$')


def sentences(text):
    out = []
    for piece in SPLIT.split(text.strip()):
        if out and ABBR.search(out[-1]):
            out[-1] += ' ' + piece
        elif piece.strip():
            out.append(piece.strip())
    return out


def detok(t):  # Natural Questions' tokens, put together again
    t = t.replace('``', '"').replace("''", '"')
    t = re.sub(r'\s+([.,;:!?%)\]])', r'\1', t)
    t = re.sub(r'([(\[$])\s+', r'\1', t)
    t = re.sub(r"\s+('s|n't|'re|'ve|'ll|'d|'m)\b", r'\1', t)
    t = re.sub(r'(\w) - (\w)', r'\1-\2', t)
    t = re.sub(r'"\s*([^"]*?)\s*"', r'"\1"', t)
    return re.sub(r'\s+', ' ', t).strip()


norm = lambda t: re.sub(r'[^a-z0-9]+', ' ', t.lower()).strip()


def holding(paras, answers):
    a = [' %s ' % norm(x) for x in answers if norm(x)]
    return [(p, s) for p, para in enumerate(paras) for s, x in enumerate(para) if any(y in ' %s ' % norm(x) for y in a)]


def natural(folder):
    seen = set()
    for line in open(folder + '/clapnq-unanswerable.jsonl'):
        x = json.loads(line)
        seen.add(norm(x['input']))
        p = x['passages'][0]
        yield dict(src='clapnq', title=p['title'], paras=[[detok(s) for s in p['sentences']]], qs=[dict(q=x['input'], yes=[], answers=[], no=True)])
    for line in open(folder + '/clapnq-answerable.jsonl'):
        x = json.loads(line)
        if norm(x['input']) in seen:
            continue
        seen.add(norm(x['input']))
        p = x['passages'][0]
        sel = set(x['output'][0]['selected_sentences'])
        yes = [(0, i) for i, s in enumerate(p['sentences']) if s in sel]
        yield dict(src='clapnq', title=p['title'], paras=[[detok(s) for s in p['sentences']]], qs=[dict(q=x['input'], yes=yes, answers=[], no=False)])
    for line in open(folder + '/qed.jsonl'):
        x = json.loads(line)
        if norm(x['question_text']) in seen or 'annotation' not in x:
            continue
        a = x['annotation']
        if a.get('explanation_type') != 'single_sentence':
            continue
        seen.add(norm(x['question_text']))
        starts = x['sentence_starts'] + [len(x['paragraph_text'])]
        sents = [x['paragraph_text'][i:j] for i, j in zip(starts, starts[1:])]
        at = [i for i, s in enumerate(starts[:-1]) if s == a['selected_sentence']['start']]
        ans = [detok(y['paragraph_reference']['string']) for y in a['answer']]
        yield dict(src='nq', title=x['title_text'], paras=[[detok(s) for s in sents]], qs=[dict(q=x['question_text'], yes=[(0, i) for i in at], answers=ans, no=False)])
    for line in open(folder + '/nq.jsonl'):
        x = json.loads(line)
        if norm(x['question']) in seen:
            continue
        seen.add(norm(x['question']))
        g = x['nq_annotated_gold']
        paras = [sentences(re.sub(r'\s+', ' ', g['long_answer']))]
        ans = g['short_answers'] or x['answers']
        yield dict(src='nq', title=g['title'], paras=paras, qs=[dict(q=x['question'], yes=holding(paras, ans), answers=ans, no=False)])


def selqa(folder):
    docs = {}
    for part in ('dev', 'test'):
        for x in json.load(open(folder + '/selqa-%s.json' % part)):
            k = (x['article'], x['section'], tuple(x['candidates']))
            d = docs.setdefault(k, dict(src='selqa', title=x['article'], paras=[x['candidates']], qs=[]))
            d['qs'].append(dict(q=x['question'], yes=[(0, i) for i in x['answers']], answers=[], no=False))
    yield from docs.values()


def boolq(folder):
    for part in ('dev', 'test'):
        for x in json.load(open(folder + '/boolq-%s.json' % part)):
            paras = [sentences(x['passage'].replace('``', '"').replace("''", '"'))]
            yield dict(src='boolq', title=x['title'], paras=paras, qs=[dict(q=x['question'], yes=[(0, i) for i in range(len(paras[0]))], answers=[], no=False, anywhere=True)])


def fairy(folder, split='train'):
    root = folder + '/fairy/data-by-train-split'
    for f in sorted(glob.glob(root + '/questions/%s/*.csv' % split)):
        name = os.path.basename(f).replace('-questions.csv', '')
        s = root + '/section-stories/%s/%s-story.csv' % (split, name)
        if not os.path.exists(s):
            continue
        rows = list(csv.DictReader(open(s, encoding='utf-8-sig')))
        number = {r['section'].strip(): i for i, r in enumerate(rows)}
        paras = [sentences(re.sub(r'\s+', ' ', r['text'])) for r in rows]
        qs = []
        for r in csv.DictReader(open(f, encoding='utf-8-sig')):
            at = [number[c.strip()] for c in r['cor_section'].split(',') if c.strip() in number]
            if len(at) == 1 and r['ex-or-im1'].strip() == 'explicit':
                qs.append(dict(q=r['question'].strip(), at=at[0], yes=None, answers=[r['answer1'].strip()], no=False))
        yield dict(src='fairy', title=name, paras=paras, qs=qs)


def all_documents(folder):
    for source in (natural, selqa, boolq, fairy):
        yield from source(folder)
