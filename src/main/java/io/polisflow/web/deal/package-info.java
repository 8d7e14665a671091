/** What people do with a deal without leaving it: letters, planned touches, objections, files. */
package io.polisflow.web.deal;
