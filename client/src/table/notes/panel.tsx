/** The reporter's minutes. */
export default function NotesPanel() {
  return null
}
