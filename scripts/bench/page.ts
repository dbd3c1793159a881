/** `docs/performance.md` around the tables of one run. */
export const pageOf = (report: string): string => `# Performance

Written by \`npm run bench\`; do not edit it by hand. Repeat it with

\`\`\`
npm run bench             # 10,000 passages, some ten minutes; writes this page
npm run bench -- --quick  # 1,000 passages; prints the tables only
\`\`\`

Ratios come from things done in turn within one run, so they say more than times do: those depend on the machine and on
what else it has to do. \`--folder FOLDER\` says where the run keeps its data (by default a folder in the system's
temporary one); what is embedded there is not embedded again by the next run.

${report}

## What the figures mean

- **A question beyond its models**: \`timingsMs.total − embed − read\` of \`Assistant.ask\`, from the question's words to the
  guarded answer: spellings widened, both kinds of passages searched in both ways, ranked, checked, quoted. The words are
  looked for while the model works in its own thread, so they cost no time beyond it. The document
  is made up from a seed (\`scripts/bench/generate-corpus.ts\`): English function words, a tail of rare words, names,
  years and amounts, in sections that keep to their subject. Half of the questions have no answer in it. Its vectors are
  the real model's. Passages are blocks (title, headings, paragraphs) and sentences.
- **hnswlib and FTS5 alone**: the least that such an answer costs, a graph and a word index for each kind of passage,
  100 hits from each, over the same passages and vectors.
- **LangChain**: \`HNSWLib\` and \`BM25Retriever\` of \`@langchain/community\`, ten passages each, joined by
  \`EnsembleRetriever\`, over the same passages and vectors; it finds passages and nothing more.
- **Ingest against a bare loop**: passages a second of \`app.ingest\` (read, cut, embed in the worker, store in one
  transaction) over those of a loop that does nothing but call the model on the same texts, in the same configuration;
  a new text every round, the two in turn.
- **Event-loop delay**: how late the main thread came to its next turn while a document was ingested. A Discord client in
  the same process is held up no longer.
- **Cold start**: \`node dist/main.js ask "What is Mossalaha?"\` from start to exit. The first run ever has an empty
  \`DATA_DIR\`.
- **Memory**: of a process that has opened everything and answered; 1 MB is 1,000,000 bytes.
`;
