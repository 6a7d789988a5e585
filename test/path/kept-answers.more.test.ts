/** Of the older kept folders the part that chance picks; `kept-answers` has the newest. */
import { partOf } from '../e2e/gallery-picked.ts'
import { answeredFolders } from '../fixtures/folders/open.ts'
import { answersStay } from './kept-answers-contract.ts'

answersStay(partOf('older folders', answeredFolders.slice(0, -1), 2))
