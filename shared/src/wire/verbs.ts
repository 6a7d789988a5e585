/** Commands of a family (`declare`) and the verbs that do them, kind by kind. */
type Kinds = { readonly kind: string }

/** A verb for each kind of command; one that is missing is a mistake that the compiler finds. */
export type Verbs<C extends Kinds, Before extends readonly unknown[], After extends readonly unknown[], Done> = {
  readonly [Kind in C['kind']]: (
    ...given: [...before: Before, command: Extract<C, { readonly kind: Kind }>, ...after: After]
  ) => Done
}

/** One command to its verb. That a kind's verb takes a kind's command is in the type of `verbs`. */
export function run<
  C extends Kinds,
  Before extends readonly unknown[] | [],
  After extends readonly unknown[] | [],
  Each extends Verbs<C, Before, After, unknown>,
>(verbs: Each, before: Before, command: C, after: After): ReturnType<Each[C['kind']]>
export function run(
  verbs: Readonly<Record<string, (...given: unknown[]) => unknown>>,
  before: readonly unknown[],
  command: Kinds,
  after: readonly unknown[],
): unknown {
  return verbs[command.kind]?.(...before, command, ...after)
}
