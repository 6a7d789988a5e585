/**
 * A sheet as the guided form asks it: one small question after the other, in the order of the paper, answered by the key
 * that is printed in or beside its box. What was typed becomes answers; the same sheet typed twice must give the same.
 */

/** The keys of boxes: digits first, then letters that stand on every keyboard with Latin letters. */
export const boxKeys: readonly string[] = [...'123456789abcdefghijklmnopqrstuvwxyz']
