/** Who is told when a deadline comes near or has passed, and by which letter: nobody twice, and many tasks by one letter. */
package io.polisflow.process.sla.escalation;
