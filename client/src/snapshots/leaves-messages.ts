/** What the page says of how tables leave. */
import { defineMessages } from '../i18n/messages.ts'

export const leavesMessages = defineMessages({
  en: {
    title: 'Spreadsheets, data package, Polis, questionnaires',
    licence: 'Licence',
    none: 'Not specified',
    bom: 'For Excel: a mark that tells it how to read the letters',
    help: 'The licence is written in the index of the files. Choose only one that the people of the dialogue know of.',
  },
  fr: {
    title: 'Feuilles de calcul, paquet de données, Polis, questionnaires',
    licence: 'Licence',
    none: 'Non précisée',
    bom: 'Pour Excel : une marque qui lui dit comment lire les lettres',
    help: 'La licence figure dans l’index des fichiers. N’en nommez qu’une dont les personnes du dialogue ont connaissance.',
  },
  de: {
    title: 'Tabellen, Datenpaket, Polis, Fragebögen',
    licence: 'Lizenz',
    none: 'Nicht angegeben',
    bom: 'Für Excel: ein Zeichen, an dem es die Buchstaben erkennt',
    help: 'Die Lizenz steht im Verzeichnis der Dateien. Nennen Sie nur eine, von der die Menschen des Dialogs wissen.',
  },
  es: {
    title: 'Tablas, paquete de datos, Polis, cuestionarios',
    licence: 'Licencia',
    none: 'Sin especificar',
    bom: 'Para Excel: una marca que le dice cómo leer las letras',
    help: 'La licencia figura en el índice de los archivos. Nombre solo una que conozcan las personas del diálogo.',
  },
  ar: {
    title: 'الجداول وحزمة البيانات وPolis والاستبيانات',
    licence: 'الرخصة',
    none: 'غير محدَّدة',
    bom: 'لبرنامج Excel: علامة تدلّه على الحروف',
    help: 'تُذكر الرخصة في فهرس الملفّات. لا تذكروا إلا رخصة يعرفها المشاركون في الحوار.',
  },
})
