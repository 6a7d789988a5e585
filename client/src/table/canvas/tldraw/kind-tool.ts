/** The tool of who has chosen a kind: the next click or tap says where. A second finger zooms, and puts nothing. */
import { StateNode } from 'tldraw'
import type { Spot } from '../handle.ts'

export class KindTool extends StateNode {
  static override id = 'kind'
  /** Told where one is wanted. */
  place: (spot: Spot) => void = () => undefined
  private pressed = false

  override onEnter() {
    this.pressed = false
    this.editor.setCursor({ type: 'cross', rotation: 0 })
  }
  override onPointerDown() {
    this.pressed = true
  }
  override onPointerUp() {
    if (!this.pressed) return
    this.pressed = false
    const { x, y } = this.editor.inputs.currentPagePoint
    this.place({ x, y })
  }
  override onInterrupt() {
    this.pressed = false
  }
  override onCancel() {
    this.editor.setCurrentTool('select')
  }
}
