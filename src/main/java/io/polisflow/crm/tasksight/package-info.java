/** Which open tasks somebody sees. */
package io.polisflow.crm.tasksight;
