package planted.leakyview.process.sla;

import org.camunda.bpm.engine.task.Task;

/** A breach planted for ArchitectureTest. */
public class Overdue {
    public Task task() {
        return null;
    }
}
