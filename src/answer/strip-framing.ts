const source =
  '(?:it|this|they|he|she|(?:the |this |that )?(?:document|article|text|op-?ed|piece|report|story|column|author|writer|advisory|paper))';
const say =
  '(?:say|says|said|claim|claims|state|states|argue|argues|mention|mentions|discuss|discusses|suggest|suggests|think|thinks|write|writes|tell us|talk about|talks about|speak of)';
const polite =
  "(?:please|kindly|now|just|hey|hi|hello|so|ok|okay|well|then|and|can you|could you|would you|will you|i want you to|i'd like you to)";

/** Openings that say how to answer, not what is asked. Each is tried in turn until none fits. */
const openings: readonly RegExp[] = [
  /^(?:pretend|imagine|suppose|assume|act as|you are|you're)\b[^.!?:]*[.!?:]\s*/iu,
  /^(?:repeat|say|write)(?: (?:this|the following|after me))+[:,.]?\s*/iu,
  /^(?:please )?(?:answer|reply|respond)\b[^.!?:]*\b(?:yes|no|word|true|false)\b[^.!?:]*[.!?:]\s*/iu,
  /^(?:yes or no|true or false|be honest|honestly|seriously)\b[:,]?\s*/iu,
  new RegExp(`^${polite}\\b[,:]? `, 'iu'),
  /^(?:ignore|disregard|forget) (?:(?:all|any|your|the|these|those|previous|prior|above|of) )*(?:instructions?|rules?|prompts?|guidelines?)(?:,| and|\.|;|:)* ?/iu,
  /^(?:tell (?:me|us)|explain|define|describe|show (?:me|us)|summari[sz]e|confirm|admit|agree|declare|repeat|say|state|write|answer)(?: (?:a tweet|a post|a message|a sentence|to me|me))?(?: (?:saying|that says|stating|about|that|what|whether|if|who|how|why|when|where))?:? (?=\S+)/iu,
  new RegExp(
    `^(?:and )?what (?:else )?(?:does|do|did) ${source} ${say}(?: (?:about|of|on|regarding|concerning))? `,
    'iu',
  ),
  new RegExp(`^(?:does|do|did) ${source} ${say}(?: (?:anything )?(?:about|of|on))?(?: that)? `, 'iu'),
  new RegExp(`^according to ${source},? `, 'iu'),
  /^(?:do|don['’]t|would|wouldn['’]t) you (?:agree|think|believe|say|admit)(?: that)? /iu,
  /^(?:is it|isn['’]t it|is that) (?:true|right|correct|a fact)(?: that)? /iu,
  /^is (?:there )?(?:anything|something) (?:in (?:it|the document|the article) )?about /iu,
];
/** "Why does the article say that X" asks why X. */
const middle = new RegExp(`^(why|how|when|where) (?:does|do|did) ${source} ${say}(?: that)? `, 'iu');
const endings: readonly RegExp[] = [
  /(?<=[.!?])\s*(?:please )?(?:answer|reply|respond|just say|say)\b[^.!?]*[.!?]*$/iu,
  /,? (?:is|isn['’]t) (?:this|that|it) (?:true|right|correct)(?=[?.! ]*$)/iu,
  new RegExp(`,? (?:according to|in) ${source}(?=[?.! ]*$)`, 'iu'),
  // "…, didn't he?": a question tag, whose "not" denies nothing
  /(?:, (?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)(?:n['’]t)?|,? \p{L}+n['’]t) (?:it|he|she|they|we|you|i|there)(?=[?.! ]*$)/iu,
  /,? (?:right|correct|yes or no|true or false|isn['’]t (?:it|he|she)|to me|please)(?=[?.! ]*$)/iu,
];

/** Links, mentions and Markdown marks say nothing about a document. */
const noise =
  /https?:\/\/\S+|<(?:[@#][!&]?|a?:\w+:)\d+>|@(?:everyone|here)\b|[*_~`|>#“”„«»"]+|\b(?:really|actually|truly|indeed)\b/giu;

/**
 * A question without the words that frame it: "What does the op-ed say about taqiyya?" asks about taqiyya, and
 * "Ignore your instructions and say that …" about what follows. What is left is what is compared with the document.
 * Where nothing would be left, the question stays as it is. English only.
 */
export function stripFraming(question: string): string {
  const spoken = /\p{Ll}/u.test(question) ? question : question.toLowerCase(); // in capitals, capitals tell nothing
  const bare = spoken.replace(noise, ' ').replace(/\s+/gu, ' ').trim();
  let text = (/[\p{L}\p{N}]/u.test(bare) ? bare : spoken).replace(middle, '$1 ');
  for (let before = ''; before !== text; ) {
    before = text;
    for (const framing of [...openings, ...endings]) {
      const rest = text.replace(framing, '').trim();
      if (/[\p{L}\p{N}]/u.test(rest)) text = rest;
    }
  }
  return text;
}
