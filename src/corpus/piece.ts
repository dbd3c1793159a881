import type { BlockKind } from '../domain/passage.ts';
import type { Span } from '../domain/span.ts';

/** A block before it is numbered. */
export type Piece = Span & { readonly kind: BlockKind };
