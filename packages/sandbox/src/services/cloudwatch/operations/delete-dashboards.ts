import { dashboardArn, type Operation } from '../context.js';
import { missingParameter, resourceNotFound } from '../errors.js';
import { texts } from '../input.js';

/** All or none. */
export const deleteDashboards: Operation = {
  resources: (input, call) => texts(input, 'DashboardNames').map((name) => dashboardArn(call, name)),
  changes: true,
  handle({ dashboards }, input) {
    const names = texts(input, 'DashboardNames');
    if (names.length === 0) throw missingParameter('DashboardNames');
    const unknown = names.filter((name) => !dashboards.has(name));
    if (unknown.length > 0) throw resourceNotFound(`Dashboards ${unknown.join(', ')} do not exist`);
    for (const name of names) dashboards.delete(name);
    return {};
  },
};
