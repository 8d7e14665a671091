/** Branches of the insurer: who works where, under which head and by which calendar. */
package io.polisflow.crm.branch;
