import { dashboardArn, type Operation } from '../context.js';
import { text } from '../input.js';

export const listDashboards: Operation = {
  handle({ dashboards, account }, input) {
    const prefix = text(input, 'DashboardNamePrefix') ?? '';
    const found = [...dashboards.values()].filter(({ name }) => name.startsWith(prefix));
    return {
      DashboardEntries: found.map(({ name, body, modifiedAt }) => ({
        DashboardName: name,
        DashboardArn: dashboardArn({ account }, name),
        LastModified: new Date(modifiedAt),
        Size: Buffer.byteLength(body),
      })),
    };
  },
};
