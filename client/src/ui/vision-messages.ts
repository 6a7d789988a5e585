/** How the parts of a vision canvas are called: on the table's canvas and list, on observers' pages. */
import { visionWords } from '@tablee/shared/canvas-svg/words'
import { defineMessages } from '../i18n/messages.ts'

export const visionMessages = defineMessages(visionWords)
