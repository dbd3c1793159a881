/** Something that Discord's own client would not let a person do, in words: a fault of the test, or of the bot. */
export class ImpossibleAction extends Error {}
