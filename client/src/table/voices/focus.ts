/** Gives a focus that was lost (what held it is gone) to the step it was in. Anyone who is elsewhere stays there. */
export function focusRound(step: string): void {
  if (document.activeElement !== document.body) return
  document.querySelector<HTMLElement>(`[data-round="${CSS.escape(step)}"] h3 button`)?.focus({ preventScroll: true })
}

/** Brings a step to the top of what scrolls around it, and of nothing else: the screen itself stays where it is. */
export function showRound(step: string): void {
  const round = document.querySelector(`[data-round="${CSS.escape(step)}"]`)
  let box = round?.parentElement
  while (box && !/auto|scroll/.test(getComputedStyle(box).overflowY)) box = box.parentElement
  if (round && box) box.scrollTop += round.getBoundingClientRect().top - box.getBoundingClientRect().top
}
