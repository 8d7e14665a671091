/** What happened to work, told for good: the engine's history is cleaned up, this is not. */
package io.polisflow.crm.worklog;
