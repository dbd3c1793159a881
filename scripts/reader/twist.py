"""Adds questions with one word changed: another name, another number, or the opposite, so that the window that answered
does not.  twist.py e5-small-v2-FOLDER squad.json out.json
Names and numbers come from the window, or from windows near it in the file, which are of the same article. Needs numpy,
onnx, tokenizers."""
import json, os, random, re, sys
import numpy as np
from pairs import Embedder

NAME = re.compile(r"\b[A-Z][\w’'-]+(?: (?:of |the |de |von )?[A-Z][\w’'-]+)*")
NUMBER = re.compile(r'\b\d[\d,.]*\d\b|\b\d\b')
ASKING = set('What When Where Who Whom Whose Which Why How In On At By To For From During After Before Is Are Was Were Do Does Did Has Have Had Can Could The A An'.split())
SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../src/answer/antonyms.ts')


def opposites():
    """The product's own list of antonyms, both ways."""
    both = {}
    for a, b in re.findall(r'\b([a-z]+)/([a-z]+)\b', open(SOURCE).read()):
        both.setdefault(a, []).append(b)
        both.setdefault(b, []).append(a)
    return both


def names(text):
    """Capitalised words, but for single ones that begin a sentence."""
    for m in NAME.finditer(text):
        begins = not re.search(r'[\w,;:)] ["“(]?$', text[:m.start()])
        words = m[0].split(' ')
        while words and words[0] in ASKING:
            words = words[1:]
        if len(words) > begins and len(' '.join(words)) > 2:
            yield ' '.join(words)


class Twister:
    def __init__(self, tok, vectors):
        self.tok, self.vectors, self.opposites, self.known = tok, vectors, opposites(), {}

    def vector(self, name):
        if name not in self.known:
            v = self.vectors[self.tok.encode(name).ids[1:-1]].mean(0)
            self.known[name] = v / np.linalg.norm(v)
        return self.known[name]

    def other_name(self, x, found, rng):
        mine = [n for n in names(x['q'])]
        if not mine:
            return None
        name = rng.choice(mine)
        answer = x['w'][x['s']:x['e']].lower()
        strange = lambda n: not set(n.lower().split()) & set(x['q'].lower().split()) and n.lower() not in answer and answer not in n.lower()
        near = [n for n in set(names(x['w'])) if strange(n)]
        pool = near if len(near) > 1 and rng.random() < .6 else [n for n in found if strange(n)]
        if not pool:
            return None
        like = sorted(pool, key=lambda n: (-float(self.vector(n) @ self.vector(name)), n))  # persons for persons, places for places
        return x['q'].replace(name, rng.choice(like[:3]), 1)

    def other_number(self, x, found, rng):
        m = NUMBER.search(x['q'])
        if not m:
            return None
        pool = [n for n in found if n != m[0] and len(n) == len(m[0]) and n not in x['q']]
        if pool and rng.random() < .7:
            n = rng.choice(pool)
        elif m[0].isdigit():
            n = str(max(1, int(m[0]) + rng.choice((-11, -7, -3, -2, -1, 1, 2, 3, 5, 10))))
        else:
            return None
        return x['q'][:m.start()] + n + x['q'][m.end():]

    def opposite(self, x, rng):
        words = [m for m in re.finditer(r'(?<!\b[Hh]ow )\b[a-z]+', x['q']) if m[0] in self.opposites]
        if not words:
            return None
        m = rng.choice(words)
        return x['q'][:m.start()] + rng.choice(self.opposites[m[0]]) + x['q'][m.end():]

    def twisted(self, x, names_near, numbers_near, rng):
        made = [q for q in (self.opposite(x, rng), self.other_number(x, numbers_near, rng), self.other_name(x, names_near, rng)) if q and q != x['q']]
        if made and rng.random() < .6:
            yield dict(x, q=made[0] if rng.random() < .5 else rng.choice(made), y=0, s=-1, e=-1, kind='twisted')


if __name__ == '__main__':
    embed, rng, out = Embedder(sys.argv[1]), random.Random(4), []
    twister, rows = Twister(embed.tok, embed.words), json.load(open(sys.argv[2]))
    for k in range(0, len(rows), 300):
        part = rows[k:k + 300]
        text = ' '.join(dict.fromkeys(x['w'] for x in part))
        near = sorted(set(names(text))), sorted(set(NUMBER.findall(text)))
        out += part + [y for x in part if x['y'] for y in twister.twisted(x, *near, rng)]
    json.dump(out, open(sys.argv[3], 'w'))
    print(len(out), 'windows,', sum(x['y'] for x in out), 'answered,', sum(x['kind'] == 'twisted' for x in out), 'twisted')
