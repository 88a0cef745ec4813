export { eventually } from '@bluegreen/sdk/testing';
