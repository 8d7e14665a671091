package io.polisflow.security;

import java.util.List;
import org.camunda.bpm.engine.impl.persistence.entity.AttachmentManager;
import org.camunda.bpm.engine.task.Attachment;

/** Shows files of tasks that the person sees, for which the engine asks nobody for a grant; what is added is the guard's business. */
class SightedAttachments extends AttachmentManager {

    private final Sights sights;

    SightedAttachments(Sights sights) {
        this.sights = sights;
    }

    @Override
    public List<Attachment> findAttachmentsByTaskId(String taskId) {
        return sights.seesOpen(taskId) ? super.findAttachmentsByTaskId(taskId) : List.of();
    }

    @Override
    public List<Attachment> findAttachmentsByProcessInstanceId(String processInstanceId) {
        return sights.ofCommand().everything()
                ? super.findAttachmentsByProcessInstanceId(processInstanceId)
                : List.of();
    }

    @Override
    public Attachment findAttachmentByTaskIdAndAttachmentId(String taskId, String attachmentId) {
        return sights.seesOpen(taskId) ? super.findAttachmentByTaskIdAndAttachmentId(taskId, attachmentId) : null;
    }
}
