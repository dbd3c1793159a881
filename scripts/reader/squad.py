"""Makes the reader's windows out of SQuAD 2.0.  squad.py FOLDER e5-small-v2-FOLDER out.json
The folder holds, from public repositories (PROVENANCE.md says under which licences):
  *.html                 rajpurkar/SQuAD-explorer, branch gh-pages, explore/v2.0/dev: articles with their questions
  train-v2.0.json        PhongNTDo/guide_train_MRC_transformers: the first ten training articles
  *.csv                  Julien-ser/UnAnswGen, Data/Final_Unanswerable_*.csv: paragraphs of other training articles with their
                         own questions; the questions that were made out of these are not used
Kinds: `yes` holds the answer; `impossible` is what retrieval would show for SQuAD's own impossible questions; `wrong` was
retrieved and does not hold the answer; `deleted` is the best left once the sentences that answer are gone. The held-out articles are left out by their
titles; of the CSV files one group of thirty paragraphs in seventeen is held back (`held`) and never trained on.
Needs numpy, onnxruntime, tokenizers; a few minutes."""
import csv, glob, html, json, os, random, re, sys, zlib
from pairs import Embedder, stems
from sources import sentences
from windows import bounds_of, windows

HELD_OUT = set('Computational_complexity_theory Steam_engine European_Union_law Harvard_University Immune_system Islamism Warsaw Force'.split())


def explorer(path):
    """A page of SQuAD's explorer: [(paragraph, [(question, answers)])]."""
    page = open(path, encoding='utf-8').read()
    for part in page.split('<div class="para-wrap">')[1:]:
        text = html.unescape(re.search(r'<pre>(.*?)</pre>', part, re.S)[1])
        asked = []
        for qa in part.split('<div class="qa-wrap"')[1:]:
            question = html.unescape(re.search(r'<strong class="question">(.*?)</strong>', qa, re.S)[1]).strip()
            truth = qa.split('Ground Truth Answers')[1].split('</p>')[0]
            asked.append((question, [html.unescape(a) for a in re.findall(r'<span class="answer">(.*?)</span>', truth, re.S)]))
        yield text, asked


def articles(folder):
    """(title, [(paragraph, [(question, answers; none where it is impossible)])])"""
    for path in sorted(glob.glob(folder + '/*.html')):
        title = os.path.basename(path)[:-5]
        if title not in HELD_OUT:
            yield title, list(explorer(path))
    for a in json.load(open(folder + '/train-v2.0.json'))['data']:
        yield a['title'], [(p['context'], [(q['question'].strip(), [x['text'] for x in q['answers']]) for q in p['qas']]) for p in a['paragraphs']]
    seen, paragraphs = set(), {}
    for path in sorted(glob.glob(folder + '/*.csv')):
        for row in csv.DictReader(open(path, encoding='utf-8')):
            if row['qid'] not in seen:
                seen.add(row['qid'])
                paragraphs.setdefault(row['context'], []).append((row['original_question'].strip(), [row['original_answer_span']]))
    rows = list(paragraphs.items())  # in SQuAD's order: neighbours are of one article, or of the next
    for n in range(0, len(rows), 30):
        yield 'train %d' % n, rows[n:n + 30]


def place(question, answers, text, bounds):
    """Where the paragraph answers: of the answer's places the one in the sentence with most of the question's words."""
    asked, found = set(stems(question)), []
    for a in sorted(set(answers), key=len):
        for m in re.finditer(r'(?<!\w)' + re.escape(a) + r'(?!\w)', text) if a else ():
            near = [text[x:y] for x, y in bounds if x < m.end() and y > m.start()]
            found.append((len(asked & set(stems(' '.join(near)))), -m.start(), m.span()))
        if found:
            return max(found)[2]
    return None


def build(folder, embed, rng):
    out, known = [], set()
    for title, paragraphs in articles(folder):
        fresh = [(t, q) for t, q in paragraphs if t not in known]  # the CSV files repeat some of the ten articles' paragraphs
        known |= {t for t, _ in fresh}
        if not fresh:
            continue
        paras, qs = [], []
        for text, asked in fresh:
            parts = sentences(re.sub(r'\s+', ' ', text))
            text, bounds = ' '.join(parts), bounds_of(parts)
            for q, answers in asked:
                at = place(q, answers, text, bounds)
                if not answers or at:
                    qs.append(dict(q=q, p=len(paras), imp=not answers, ans=at))
            paras.append((text, bounds))
        vectors = embed([t[a:b] for t, bs in paras for a, b in bs], 'passage: ')
        whole, n, doc = embed([t for t, _ in paras], 'passage: '), 0, []
        for (t, bs), v in zip(paras, whole):
            doc.append((t, bs, v, vectors[n:n + len(bs)]))
            n += len(bs)
        made = windows(dict(qs=qs), doc, embed([q['q'] for q in qs], 'query: '), rng)
        held = title.startswith('train ') and zlib.crc32(title.encode()) % 17 == 0
        out += [dict(x, src='squad', held=held) for x in made]
        print(title, len(made), flush=True)
    return out


if __name__ == '__main__':
    out = build(sys.argv[1], Embedder(sys.argv[2]), random.Random(3))
    json.dump(out, open(sys.argv[3], 'w'))
    print(len(out), 'windows,', sum(x['y'] for x in out), 'answered,', sum(x['held'] for x in out), 'held back')
