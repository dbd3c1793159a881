/** What ends no sentence in one language, although a full stop stands behind it, and what nearly always begins one. */
export type SentenceRules = {
  /** Abbreviations, without their last full stop, behind which a sentence always goes on. */
  readonly never: ReadonlySet<string>;
  /** Behind these it goes on before a number. */
  readonly beforeNumber: ReadonlySet<string>;
  /** Behind these, and behind initials, it goes on unless one of the `starters` follows. */
  readonly usually: ReadonlySet<string>;
  readonly starters: ReadonlySet<string>;
  /** Whether `3.` means "third". */
  readonly hasOrdinalDots: boolean;
};

type Words = { readonly [list in 'never' | 'beforeNumber' | 'usually' | 'starters']?: string };

/** Known in every language, because names, titles and references travel. */
const everywhere: Words = {
  never: 'Dr Prof Mr Mrs Ms Messrs Mme Mmes Mlle MM e.g i.e vs v cf viz ca',
  beforeNumber:
    'No Nos Nr p pp vol vols Vol Vols Fig Figs fig figs Art art § Jan Feb Apr Aug Sep Sept Oct Okt Nov Dec Dez',
  usually: 'Inc Ltd Co Corp Bros Jr Ph.D al',
};

const languages: Readonly<Record<string, Words>> = {
  en: {
    never:
      'Gen Gov Sen Rep Rev Hon Capt Cpt Col Lt Sgt Cpl Cmdr Adm Maj Pvt Pres Supt approx est Msgr Fr resp incl excl',
    beforeNumber: 'Mar Jun Jul no nos ch chap sec sect Sec Ch eq Eq par para ed eds Op op',
    usually: 'St Mt Ft Ave Blvd Rd Sr Dept Univ Assn Esq',
    starters:
      'The A An This That These Those It He She They We You I In On At By For From With But And Or So Yet However ' +
      'Meanwhile Moreover Furthermore Also Although Though After Before When While Where Why How What Who Which If Then ' +
      'There Here As To Its His Her Their Our Your My Not No Yes Some Many Most All Both Each Every Such Since Because ' +
      'During Until According Despite Today Yesterday Now Once Only Even Still Instead Thus Therefore Nevertheless ' +
      'Nonetheless Indeed Perhaps Another Other Others Several Few Is Are Was Were Did Does Do Has Have Had Can Could ' +
      'Would Should Must Let One Two Three Under Over Between Through Without Within Whether Unlike Like Later Earlier',
  },
  de: {
    never:
      'z.B d.h u.a u.U i.d.R s.o s.u o.ä bzw vgl sog ggf evtl inkl exkl zzgl bspw Hr Fr Frl Mag Ing Dipl dt engl frz ' +
      'lat griech geb Hrsg hrsg Bd Abb Tab Anm bes insb allg ehem eigtl gem lt vorm mind',
    beforeNumber: 'Abs S Kap Ziff Mär Mrz Jun Jul Tel Art ca',
    usually: 'St Str Pl Chr Mio Mrd Tsd',
    starters:
      'Der Die Das Den Dem Des Ein Eine Einen Einem Einer Er Sie Es Wir Ich Ihr Man Dies Diese Dieser Dieses Diesen ' +
      'Diesem Im In Am An Auf Aus Bei Mit Nach Von Vor Zu Zum Zur Für Gegen Ohne Um Durch Seit Während Wegen Trotz Aber ' +
      'Und Oder Doch Denn Sondern Danach Dann Damals Dabei Dafür Dagegen Daher Darum Deshalb Trotzdem Jedoch Auch Nur ' +
      'Schon Noch Nun Heute Gestern Als Wenn Weil Dass Ob Wie Was Wer Wo Warum Hier Dort Da So Sein Seine Ihre Unser ' +
      'Viele Alle Einige Manche Mehrere Beide Jeder Jede Jedes Nicht Kein Keine Laut Später Zwei Drei Ist Sind War Waren ' +
      'Hat Haben Wird Werden Kann',
  },
  fr: {
    never: 'M p.ex c.-à-d c.à.d env chap Mgr Me Pr Ste St éd av apr',
    beforeNumber: 'n no art al févr janv avr juil sept oct nov déc t',
    usually: 'Cie Sté boul bd',
    starters:
      'Il Elle Ils Elles On Ce Cet Cette Ces Mais Et Ou Or Donc Car Dans En Pour Par Sur Sous Avec Sans Selon Après Avant ' +
      'Depuis Lors Pendant Les Un Une Nous Vous Je Tu Cela Ceci Son Sa Ses Leur Leurs Notre Nos Au Aux Ainsi Cependant ' +
      'Pourtant Toutefois Enfin Puis Ensuite Alors Aussi Si Quand Comme Bien Plus Tous Toutes Chaque Plusieurs Certains ' +
      "Certaines Aucun Aucune Deux Trois Hier Aujourd'hui Aujourd’hui C'est C’est Est Sont Qui Que Où",
  },
  es: {
    never:
      'Sr Sra Srta Sres Sras Dra Dres D Dña Ud Uds Vd Vds Lic Ing Arq Excmo Excma EE p.ej pág págs aprox admón gral',
    beforeNumber: 'núm núms n.º art arts cap ene abr ago dic tel t',
    usually: 'UU EE.UU Cía S.A avda',
    starters:
      'El La Lo Los Las Un Una Unos Unas Este Esta Estos Estas Ese Esa Eso Esto Aquel En Por Para Con Sin Sobre Según Desde ' +
      'Hasta Entre Tras Durante Pero Y O Ni Aunque Sin Además También Así Entonces Luego Después Antes Cuando Como Donde ' +
      'Si Porque Que Quien Cual No Sí Su Sus Mi Nuestro Nuestra Ellos Ellas Nosotros Yo Al Ya Hoy Ayer Muchos ' +
      'Muchas Todos Todas Cada Algunos Algunas Varios Dos Tres Es Son Era Fue',
  },
};

/** Languages that write "third" as `3.` */
const ordinalDotLanguages = 'de da nb nn no fi cs sk sl hr sr bs hu et lv is fo lb pl'.split(' ');

const setOf = (list: 'never' | 'beforeNumber' | 'usually' | 'starters', words: Words): ReadonlySet<string> =>
  new Set(`${everywhere[list] ?? ''} ${words[list] ?? ''}`.trim().split(/\s+/));

function makeRules(language: string): SentenceRules {
  const words = languages[language] ?? {};
  return {
    never: setOf('never', words),
    beforeNumber: setOf('beforeNumber', words),
    usually: setOf('usually', words),
    starters: setOf('starters', words),
    hasOrdinalDots: ordinalDotLanguages.includes(language),
  };
}

const made = new Map<string, SentenceRules>();

/** @param language BCP 47; only its first part counts, and one without lists of its own has the common ones */
export function sentenceRules(language: string): SentenceRules {
  const primary = language.toLowerCase().split('-')[0]!;
  const rules = made.get(primary) ?? makeRules(primary);
  made.set(primary, rules);
  return rules;
}
