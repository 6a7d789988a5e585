import type { Words } from '../../i18n/translator.ts'
import type * as en from './en.ts'

export const visionMessages: Words<typeof en.visionMessages> = {
  hope: 'أمل',
  fear: 'تخوّف',
  condition: 'شرط',
  obstacle: 'عائق',
  actor: 'فاعل',
  milestone: 'محطّة',
  headline: 'عنوان رئيسي',
  personal: 'شخصي',
  local: 'محلّي',
  society: 'المجتمع',
  noPhoto: 'صورة ليست هنا',
}
