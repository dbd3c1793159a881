/** Few enough for every database's limit of parameters in one statement. */
const rowsPerStatement = 500;

/** The rows in their order, in parts that each fit one statement. */
export function* inParts<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += rowsPerStatement) yield rows.slice(from, from + rowsPerStatement);
}
