/**
 * Whether other nodes reach this one where it says that it is. One that gives the address of another, or none that leads here,
 * serves who comes to it; whoever is handed on to it from elsewhere is told to come again, and again.
 */

/** The names that a machine has for itself: nobody else comes here by them. */
const ownName = /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/

/**
 * A sentence for whoever runs it; null: nothing is wrong as far as can be seen from here. `others`: addresses of nodes that live.
 * `elsewhere`: whether another node, or none, answers at ours.
 */
export function astray(ours: string, others: readonly string[], elsewhere: boolean): string | null {
  const mend = 'Set TABLEE_NODE to an address that leads to this node alone, and start it anew.'
  if (others.includes(ours))
    return `Another node says that it is at ${ours}, as this one does: what is handed on to either may not arrive. ${mend}`
  if (elsewhere) return `At ${ours} this node does not answer: nothing that others hand on arrives here. ${mend}`
  if (ownName.test(ours) && others.some((one) => !ownName.test(one)))
    return `Others can't reach this node at ${ours}, and they are on other machines: nothing that they hand on arrives here. ${mend}`
  return null
}
