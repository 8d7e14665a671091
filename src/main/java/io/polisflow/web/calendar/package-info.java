/** The calendar by day, week and month, one's own and the team's. */
package io.polisflow.web.calendar;
