/* The words that made-up documents are put together from. */

const words = (list: string): readonly string[] => list.trim().split(/\s+/);

export const nouns = words(`
  agency agreement airport archive army article bank barracks border bridge budget camp campaign canal capital case
  census charity church city clinic coalition coast college committee company conference contract convoy council court
  crisis crop currency dam data debt decision defence delegation deposit district document drought economy editor
  election embassy engineer estate exhibition factory family famine farmer festival fleet flood forest fund garrison
  government grain group guard harbour harvest hospital hotel house industry inquiry inspector institute island journal
  judge labour lake language law lawyer library loan market mayor measure member merchant message method mine minister
  ministry mission mosque museum negotiation newspaper night office officer oil operation orchard order palace paper
  parish parliament party patient payment peace pension people pipeline police policy population port poverty price
  prison prisoner programme project province quarter railway rebel record reform refugee region report reporter
  reservoir resident rifle river road rumour salary school seminar senator settlement ship shortage smuggler society
  soldier speech spring station statute storm strike student subsidy summit supply survey tax teacher temple theatre
  timber trade treaty trial tribunal truck university valley verdict vessel village visitor volunteer vote wage
  warehouse water weapon wheat winter witness worker workshop year youth`);
export const verbs = words(`
  abandoned accepted accused acquired admitted announced approved arrested attacked avoided backed blamed blocked
  bought built cancelled changed claimed closed completed condemned confirmed copied crossed declared defended delayed
  denied described destroyed discovered doubled ended examined expanded exported feared finished followed founded
  funded guarded halted helped hired imported improved inherited inspected joined launched left limited lost
  maintained measured missed moved noticed offered opened opposed ordered organised owned paid planned praised
  predicted prevented produced promised protected published questioned raised reached received recorded recovered
  reduced refused rejected repaired replaced reported rescued restored returned reviewed sank secured seized sent
  settled shipped signed sold stopped studied supported surrendered taught tested threatened trained translated
  visited warned welcomed withdrew witnessed`);
export const adjectives = words(`
  abandoned ancient annual armed bitter brief broad busy central civil coastal cold common costly crowded damaged
  distant early eastern empty expensive false famous final foreign former fragile free heavy hidden high hostile
  illegal independent industrial inland joint large late legal local long lost loyal main medical military modern
  narrow national new northern official old open ordinary poor popular possible previous private public quiet rare
  recent remote rich rural sacred secret senior severe short silent small southern stable steep strict strong sudden
  temporary urban vast violent western wide young`);
export const links = words('because although while after before when since unless until where');
export const places = words(`in near outside behind across beyond along`);
export const syllables = words(`
  an ar bel ber cal cor dan del dor el en fal far gal gor hal har il is jar kal kes lan lor mar mel mor nar nel or
  pal per quin ral res sal sor tal tor ul ur val ver wil yor zan zel`);
export const endings = words('a ia o en us is or an eth ine old ast ern and ise');

const pairs = (list: string): ReadonlyMap<string, string> =>
  new Map(
    list
      .trim()
      .split(/\s*,\s*/)
      .map((pair): [string, string] => {
        const [word, other] = pair.split(': ');
        return [word!, other!];
      }),
  );

/** Other words for the same, for questions that do not repeat what the text says. */
export const otherVerbs = pairs(`
  abandoned: gave up, acquired: obtained, announced: made public, approved: signed off, arrested: detained,
  attacked: assaulted, avoided: stayed away from, backed: endorsed, blamed: faulted, blocked: obstructed,
  bought: purchased, built: constructed, cancelled: called off, changed: altered, closed: shut, completed: concluded,
  condemned: denounced, copied: duplicated, declared: proclaimed, defended: stood up for, delayed: postponed,
  denied: disputed, destroyed: wrecked, discovered: found, doubled: increased twofold, ended: put an end to,
  examined: looked into, expanded: enlarged, exported: sold abroad, feared: was afraid of, founded: established,
  funded: financed, guarded: watched over, halted: brought to a stop, helped: assisted, hired: employed,
  imported: brought in from abroad, improved: made better, inherited: came into, launched: started, lost: mislaid,
  maintained: kept up, measured: gauged, moved: relocated, noticed: spotted, opposed: resisted, organised: arranged,
  owned: possessed, praised: commended, predicted: foresaw, prevented: averted, produced: made, promised: pledged,
  protected: shielded, published: printed, questioned: interrogated, received: got, recovered: got back,
  reduced: cut down, refused: turned down, rejected: dismissed, repaired: fixed, rescued: saved, restored: renovated,
  returned: gave back, reviewed: went over, sank: sent to the bottom, seized: confiscated, sent: dispatched,
  shipped: transported, sold: traded away, studied: researched, surrendered: handed over, taught: instructed,
  tested: tried out, threatened: menaced, trained: coached, visited: called at, warned: cautioned, welcomed: greeted,
  withdrew: pulled back`);
export const otherNouns = pairs(`
  agreement: accord, airport: airfield, army: troops, border: frontier, company: firm, crisis: emergency,
  currency: money, drought: dry spell, embassy: diplomatic mission, factory: plant, famine: starvation,
  farmer: grower, festival: celebration, fleet: squadron of ships, forest: woods, government: authorities,
  grain: cereal, harbour: docks, hospital: infirmary, hotel: inn, inquiry: investigation, judge: magistrate,
  lawyer: attorney, loan: credit, market: bazaar, ministry: government department, newspaper: daily paper,
  pension: retirement pay, poverty: hardship, prison: jail, prisoner: inmate, railway: train line, rebel: insurgent,
  refugee: displaced person, rifle: gun, road: highway, salary: pay, shortage: lack, soldier: trooper, storm: tempest,
  strike: walkout, student: pupil, tax: levy, teacher: schoolmaster, timber: lumber, treaty: pact, truck: lorry,
  verdict: ruling, village: hamlet, warehouse: depot, weapon: armament, witness: onlooker, worker: labourer`);
