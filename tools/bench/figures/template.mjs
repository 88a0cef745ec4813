import { median } from '../measure/statistics.mjs';
import { templateOnce } from '../measure/template.mjs';

const ROUNDS = 3;
const ANSWERING_S = 2;

/**
 * Stated, with no peer: the shipped template from CreateStack to CREATE_COMPLETE. The one emulator tried that installs from
 * a package registry, moto 5.2.1, answered this template with status 500; others were not to be had on the machine.
 */
export async function template() {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await templateOnce());
  const seconds = (member) => median(rounds.map((one) => one[member])) / 1000;
  return [
    { figure: 'sandbox: AWS answers', ours: seconds('answeringMs'), unit: 's', limit: ANSWERING_S, absolute: true },
    { figure: 'the template, CreateStack to CREATE_COMPLETE', ours: seconds('createdMs'), unit: 's' },
  ];
}
