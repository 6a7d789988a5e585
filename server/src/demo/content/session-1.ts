import type { DemoBoard } from '../types.ts'

export const boards: readonly DemoBoard[] = []
