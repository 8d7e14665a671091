/** Working time in the browser: the calendars by which deadlines are counted, and the branches whose people work by them. */
package io.polisflow.web.worktime;
