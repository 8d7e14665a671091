package io.polisflow.process.models.gate;

/**
 * A task of a person that only older versions of a process have.
 *
 * @param process key of the process
 * @param task id of the task
 * @param name its label, or its id when it has none
 * @param instances how many run on versions that have it
 */
record OldTask(String process, String task, String name, long instances) {}
