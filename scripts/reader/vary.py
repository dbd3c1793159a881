"""Adds typing mistakes to some questions, and names asked for on their own.  vary.py in.json … out.json"""
import json, random, re, sys
STOP = set('The A An In On At For And But If When While Since This That These Those It He She They We You I His Her Their Our My What Who How Why Where Which After Before As By From To Of No Not So There Then Here Although However Until Each All Some Most Many Both One Two Three Four'.split())
rng = random.Random(11)


def mistyped(q):
    w = q.split()
    at = [i for i, x in enumerate(w) if len(re.sub(r'\W', '', x)) > 3]
    for i in rng.sample(at, min(len(at), 1 + (rng.random() < .4))):
        x = w[i]
        k = rng.randrange(1, len(x) - 1)
        w[i] = rng.choice([x[:k] + x[k + 1] + x[k] + x[k + 2:] if k + 1 < len(x) else x, x[:k] + x[k + 1:], x[:k] + x[k] + x[k:]])
    return ' '.join(w)


def names(w):
    found = re.findall(r'(?<![.!?:"“] )(?<!^)\b[A-Z][\w’\'-]+(?: (?:[A-Z][\w’\'-]+))*', w)
    return [x for x in found if x.split()[0] not in STOP and len(x) > 3 and not x.isupper()]


rows = []
for f in sys.argv[1:-1]:
    data = json.load(open(f))
    words = []
    for x in data:
        if rng.random() < .06:
            x['q'] = mistyped(x['q'])
    yes = [x for x in data if x['y']]
    for k in range(len(data) // 14):
        x = rng.choice(yes)
        if n := names(x['w']):
            name = rng.choice(n)
            q = rng.choice([name, name, name.lower(), name + '?', 'Who is %s?' % name if rng.random() < .3 else name])
            words.append(dict(q=q, w=x['w'], y=1, s=x['w'].find(name), e=x['w'].find(name) + len(name), src='words', kind='yes', held=x['held']))
            other = rng.choice(data)
            if not any(p.lower() in other['w'].lower() for p in name.split()):
                words.append(dict(q=q, w=other['w'], y=0, s=-1, e=-1, src='words', kind='other', held=other['held'] or x['held']))
    rows += data + [x for x in words if rng.random() < .6]
json.dump(rows, open(sys.argv[-1], 'w'))
print(len(rows), sum(x['y'] for x in rows))
