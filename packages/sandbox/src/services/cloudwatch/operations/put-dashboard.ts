import { dashboardArn, type Operation } from '../context.js';
import { invalidValue } from '../errors.js';
import { requiredText } from '../input.js';

/** PutDashboard: kept and shown. Its body is checked to be JSON with a list of widgets. */
export const putDashboard: Operation = {
  resources: (input, call) => [dashboardArn(call, requiredText(input, 'DashboardName'))],
  changes: true,
  handle({ dashboards, clock }, input) {
    const name = requiredText(input, 'DashboardName');
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) {
      throw invalidValue('Value for field DashboardName has invalid characters or length');
    }
    const body = requiredText(input, 'DashboardBody');
    if (!hasWidgets(body))
      throw invalidValue('The field DashboardBody must be a valid JSON object with a list of widgets');
    dashboards.set(name, { name, body, modifiedAt: clock.now() });
    return { DashboardValidationMessages: [] };
  },
};

function hasWidgets(body: string): boolean {
  try {
    const parsed = JSON.parse(body) as { widgets?: unknown } | null;
    return Array.isArray(parsed?.widgets);
  } catch {
    return false;
  }
}
