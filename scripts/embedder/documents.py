"""Gathers documents with questions and the sentences that answer them, for train.py.
  documents.py PUBLIC SQUAD documents.json ../reader/written/*.txt
A document: {src, title, lang, paras: [[sentence, ...], ...], qs: [{q, yes: [(paragraph, sentence), ...]}], held}. PUBLIC is the
folder that scripts/reader/sources.py reads, SQUAD the one that scripts/reader/squad.py does, of which only SQuAD's training
articles are taken: its dev articles, XQuAD's among them, are what the ranking is measured on. What is `held` is never
trained on: every seventh written document, one title in seventeen of the others. Needs numpy, onnx, onnxruntime, tokenizers,
because the reader's scripts do."""
import json, os, random, re, sys, zlib
sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'reader'))
import sources, squad, written
from pairs import stems

STORIES = 50


def written_documents(files):
    """Every seventh is held back, as the reader's: 16.txt came later and is counted by itself."""
    later = [f for f in files if f.endswith('16.txt')]
    for group in ([f for f in files if f not in later], later):
        for n, (file, d) in enumerate((f, d) for f in group for d in written.read(f)):
            lang = 'fr' if os.path.basename(file).startswith('fr') else 'en'
            yield dict(src='own', title=d['title'], lang=lang, paras=[d['s']], held=n % 7 == 3,
                       qs=[dict(q=q, yes=[(0, i) for i in at]) for q, at in d['q']])


def of_story(q, paras):
    """The sentence of the answer's section that shares most with answer and question, if it holds nearly all of the answer."""
    answer, asked = set(stems(q['answers'][0])), set(stems(q['q']))
    if not answer:
        return []
    share = lambda x: len(answer & x) / len(answer) + .3 * len(asked & x) / max(1, len(asked))
    best, at = max((share(set(stems(x))), j) for j, x in enumerate(paras[q['at']]))
    return [(q['at'], at)] if best >= .9 else []


def public_documents(folder):
    for d in sources.all_documents(folder):
        if d['src'] == 'boolq':  # says of a passage that it answers, not which sentence
            continue
        qs = [dict(q=q['q'], yes=of_story(q, d['paras']) if d['src'] == 'fairy' else q['yes']) for q in d['qs']]
        qs = [q for q in qs if q['yes']]
        if qs:
            yield dict(src=d['src'], title=d['title'], lang='en', paras=d['paras'], qs=qs, held=zlib.crc32(d['title'].encode()) % 100 < 6)


def squad_documents(folder):
    dev = {f[:-5] for f in os.listdir(folder) if f.endswith('.html')}
    known, n = set(), 0
    for title, paragraphs in squad.articles(folder):
        if title in dev:
            continue
        fresh = [(t, asked) for t, asked in paragraphs if t not in known]
        known |= {t for t, _ in fresh}
        paras, qs = [], []
        for text, asked in ((re.sub(r'\s+', ' ', t), a) for t, a in fresh):
            sentences, bounds, at = sources.sentences(text), [], 0
            for s in sentences:
                at = text.find(s[:20], at)
                bounds.append((at, at + len(s)))
            if not bounds:
                continue
            for q, answers in asked:
                place = squad.place(q, [a for a in answers if a], text, bounds)
                yes = [(len(paras), j) for j, (x, y) in enumerate(bounds) if place and x < place[1] and y > place[0]]
                if yes:
                    qs.append(dict(q=q, yes=yes))
            paras.append(sentences)
        n += 1
        if qs:
            yield dict(src='squad', title=title, lang='en', paras=paras, qs=qs, held=n % 17 == 5)


if __name__ == '__main__':
    public, squad_folder, out, *files = sys.argv[1:]
    docs = [*written_documents(files), *public_documents(public), *squad_documents(squad_folder)]
    stories = [d for d in docs if d['src'] == 'fairy']
    random.Random(3).shuffle(stories)
    left_out = {d['title'] for d in stories[STORIES:]}
    docs = [d for d in docs if not (d['src'] == 'fairy' and d['title'] in left_out)]
    json.dump(docs, open(out, 'w'))
    for src, lang in sorted({(d['src'], d['lang']) for d in docs}):
        of = [d for d in docs if (d['src'], d['lang']) == (src, lang)]
        count = lambda held: sum(bool(q['yes']) for d in of if d['held'] == held for q in d['qs'])
        print(src, lang, len(of), 'documents;', count(False), 'questions,', count(True), 'held back')
