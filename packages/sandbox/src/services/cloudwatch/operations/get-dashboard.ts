import { dashboardArn, type Operation } from '../context.js';
import { resourceNotFound } from '../errors.js';
import { requiredText } from '../input.js';

export const getDashboard: Operation = {
  resources: (input, call) => [dashboardArn(call, requiredText(input, 'DashboardName'))],
  handle({ dashboards, account }, input) {
    const name = requiredText(input, 'DashboardName');
    const found = dashboards.get(name);
    if (!found) throw resourceNotFound(`Dashboard ${name} does not exist`);
    return { DashboardArn: dashboardArn({ account }, name), DashboardBody: found.body, DashboardName: name };
  },
};
