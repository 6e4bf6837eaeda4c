// The code shown beside a problem: ICD-10-CM, where the concept has one.
import type { Concept } from '../../api/types';

const icd10cm = 'http://hl7.org/fhir/sid/icd-10-cm';

export function codeOf(concept: Concept): string | null {
  return concept.codings?.find((coding) => coding.system === icd10cm)?.code ?? null;
}
