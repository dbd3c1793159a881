"""Whether a training window's text stands in a held-out article.  overlap.py squad2.dev-half.json pairs.json …
Counts windows that share twelve runs of eight words, or more, with one of the reader's held-out articles."""
import json, re, sys
from squad import HELD_OUT

RUN, SHARED = 8, 12


def runs(text):
    words = re.findall(r'\w+', text.lower())
    return {tuple(words[i:i + RUN]) for i in range(len(words) - RUN + 1)}


held = set()
for article in json.load(open(sys.argv[1]))['data']:
    if article['title'] in HELD_OUT:
        for paragraph in article['paragraphs']:
            held |= runs(paragraph['context'])
for file in sys.argv[2:]:
    windows = {x['w'] for x in json.load(open(file))}
    print(file, len(windows), 'windows,', sum(len(runs(w) & held) >= SHARED for w in windows), 'of them from a held-out article')
