/** Stated, with no peer: how long `bluegreen sandbox up` takes to four healthy instances with the app on both colours. */
export async function sandboxReady({ sandbox }) {
  return [
    { figure: 'sandbox ready, app on four instances', ours: sandbox.readyMs / 1000, unit: 's' },
    { figure: 'sandbox process, idle', ours: sandbox.residentMegabytes(), unit: 'MB' },
  ];
}
