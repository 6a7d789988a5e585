/** What the minutes say in the reader's language, drawn beneath each paragraph of an editor (`beneath.ts`). */
import type { Editor } from '@tiptap/core'
import { useEffect } from 'react'
import { useReadBeneath } from '../translated.tsx'
import { beneathKey } from './beneath.ts'

export function useBeneath(editor: Editor | null, lang: string): void {
  const read = useReadBeneath(lang)
  useEffect(() => {
    if (!editor) return
    editor.storage.readBeneath.now = read
    editor.view.dispatch(editor.state.tr.setMeta(beneathKey, true))
  }, [editor, read])
}
