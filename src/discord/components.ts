/** Discord's Components V2, as far as Hearsay sends them, under the API's own names and numbers. */
export type TextDisplay = { readonly type: 10; readonly content: string };
export type Separator = { readonly type: 14; readonly divider: true; readonly spacing: 1 };
export type Button = {
  readonly type: 2;
  /** Secondary: grey. */
  readonly style: 2;
  readonly label: string;
  readonly custom_id: string;
};
export type ActionRow = { readonly type: 1; components: Button[] };
/** Its list is not readonly, because discord.js takes no readonly lists. */
export type Container = { readonly type: 17; components: (TextDisplay | Separator | ActionRow)[] };

export type TextInput = {
  readonly type: 4;
  readonly custom_id: string;
  /** Paragraph: several lines. */
  readonly style: 2;
  readonly required: boolean;
  readonly max_length: number;
};
/** One of a few, each with a button beside it. Its list is not readonly, because discord.js takes no readonly lists. */
export type RadioGroup = {
  readonly type: 21;
  readonly custom_id: string;
  readonly required: true;
  options: { readonly label: string; readonly value: string }[];
};
/** A field of a form with what stands above it. */
export type Label = {
  readonly type: 18;
  readonly label: string;
  readonly description?: string;
  readonly component: TextInput | RadioGroup;
};
export type Form = { readonly custom_id: string; readonly title: string; components: Label[] };

export const button = (label: string, customId: string): Button => ({
  type: 2,
  style: 2,
  label,
  custom_id: customId,
});

/** What a container's text displays say, in their order. */
export const textsOf = (container: Container): string[] =>
  container.components.flatMap((component) => (component.type === 10 ? [component.content] : []));
