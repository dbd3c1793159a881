"""Puts questions to texts that they have nothing to do with.  elsewhere.py e5-small-v2-FOLDER out.json HOW_MANY pairs.json …
[--asked questions.txt …]
A text is a run of windows that stand together in a file of pairs; a question comes from another file, or from far away in
the same one, or from a list with one a line. Each is put to the window that is nearest, which does not answer it. Left out
are questions that could be asked of anything (fewer than three words of their own), and those whose words the window holds.
Needs numpy, onnxruntime, tokenizers."""
import json, random, sys
from pairs import Embedder, stems

RUN = 30


def texts(rows):
    """Runs of different windows that stand together, and where each begins."""
    for k in range(0, len(rows) - RUN, RUN):
        part = [x for x in rows[k:k + RUN] if not x.get('held')]
        windows = list(dict.fromkeys(x['w'] for x in part))
        if len(windows) > 5:
            yield k, windows


def questions(rows):
    """Each question and where it stands; typed so that it could only be asked of its own text."""
    return [(k, x['q']) for k, x in enumerate(rows) if not x.get('held') and len(set(stems(x['q']))) > 2]


def build(files, lists, many, embed, rng):
    rows = [json.load(open(f)) for f in files]
    asked = [questions(r) for r in rows]
    places = [(f, k, windows) for f, r in enumerate(rows) for k, windows in texts(r)]
    places = rng.sample(places, min(len(places), many // 12))
    out = []
    for f, k, windows in places:
        chosen = []
        while len(chosen) < 10:
            g = rng.randrange(len(files))
            at, q = rng.choice(asked[g])
            if g != f or abs(at - k) > 40 * RUN:
                chosen.append(q)
        chosen += rng.sample(lists, min(3, len(lists)))
        nearest = (embed(chosen, 'query: ') @ embed(windows, 'passage: ').T).argmax(1)
        for q, i in zip(chosen, nearest):
            own, words = set(stems(windows[i])), set(stems(q))
            if len(words & own) <= .6 * len(words):
                out.append(dict(q=q, w=windows[i], y=0, s=-1, e=-1, src='elsewhere', kind='elsewhere', held=False))
    return out


if __name__ == '__main__':
    at = sys.argv.index('--asked') if '--asked' in sys.argv else len(sys.argv)
    lists = [line.strip() for f in sys.argv[at + 1:] for line in open(f) if line.strip()]
    out = build(sys.argv[4:at], lists, int(sys.argv[3]), Embedder(sys.argv[1]), random.Random(6))
    json.dump(out, open(sys.argv[2], 'w'))
    print(len(out), 'pairs')
