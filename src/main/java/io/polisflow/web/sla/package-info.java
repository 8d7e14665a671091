/** The pages of deadlines for supervisors: the dashboard, what is done to many tasks at once, and what outside systems hold up. */
package io.polisflow.web.sla;
