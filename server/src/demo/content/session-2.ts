/** Session 2, "Trust": the boards at which the demo's tables are at work. */
import type { DemoBoard } from '../types.ts'
import { aachen } from './session-2-aachen.ts'
import { brussels } from './session-2-brussels.ts'

export const boards: readonly DemoBoard[] = [...brussels, ...aachen]
