/** All kept folders but the newest, which `kept-answers` has. */
import { keptFolders } from '../fixtures/folders/open.ts'
import { answersStay } from './kept-answers-contract.ts'

answersStay(keptFolders.slice(0, -1))
