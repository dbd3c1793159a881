"""Makes question-window pairs out of the documents in written/.  written.py e5-small-v2-FOLDER out.json written/*.txt
They were written for training, with questions as people ask them who have not got the text before them. `# ` a title,
`1 ` the sentences, `? ` a question and the sentences that answer it, `- ` a question on the subject that nothing answers.
Every seventh document is held back (`held`) and never trained on."""
import json, random, re, sys
from pairs import Embedder, around, stems


def read(path):
    docs = []
    for line in open(path):
        line = line.rstrip('\n')
        if line.startswith('# '):
            docs.append(dict(title=line[2:], s=[], q=[]))
        elif m := re.match(r'(\d+) (.*)', line):
            assert int(m[1]) == len(docs[-1]['s']) + 1, line
            docs[-1]['s'].append(m[2])
        elif line.startswith('? '):
            q, at = line[2:].rsplit('|', 1)
            docs[-1]['q'].append((q.strip(), [int(x) - 1 for x in at.split(',')]))
        elif line.startswith('- '):
            docs[-1]['q'].append((line[2:].strip(), []))
        else:
            assert not line.strip(), line
    return docs


def pairs(docs, models, rng):
    embed, out = Embedder(models), []
    for n, d in enumerate(docs):
        V, Q = embed(d['s'], 'passage: '), embed([q for q, _ in d['q']], 'query: ')
        held = n % 7 == 3
        for (q, yes), v in zip(d['q'], Q):
            asked = set(stems(q))
            score = [float(V[i] @ v) + .1 * len(asked & set(stems(x))) / max(1, len(asked)) for i, x in enumerate(d['s'])]
            if rng.random() < .12:
                q = q.lower().rstrip('?')
            add = lambda w, y, kind: out.append(dict(q=q, w=w, y=y, s=-1, e=-1, src='own', kind=kind, held=held))
            order = sorted(range(len(score)), key=lambda i: -score[i])
            if not yes:
                for w in dict.fromkeys(around(d['s'], i) for i in order[:3]):
                    add(w, 0, 'near miss')
                continue
            best = [i for i in order if i in yes]
            ws = [around(d['s'], best[0])]
            near = [i for i in (best[0] - 1, best[0] + 1) if 0 <= i < len(score)]
            ws.append(around(d['s'], rng.choice(near)))
            if len(best) > 1:
                ws.append(around(d['s'], best[1]))
            for w in dict.fromkeys(ws):
                add(w, 1, 'yes')
            keep = [i for i in range(len(score)) if i not in yes]
            rest = [i for i in order if i not in yes][:2]
            for w in dict.fromkeys(around(d['s'], i, keep) for i in rest):
                add(w, 0, 'deleted')
    return out


if __name__ == '__main__':
    docs = [d for f in sys.argv[3:] for d in read(f)]
    out = pairs(docs, sys.argv[1], random.Random(5))
    json.dump(out, open(sys.argv[2], 'w'))
    print(len(docs), 'documents', len(out), sum(x['y'] for x in out), sum(x['held'] for x in out))
