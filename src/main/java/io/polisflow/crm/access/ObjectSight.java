package io.polisflow.crm.access;

import io.polisflow.crm.UnseenException;
import jakarta.persistence.EntityManager;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds the deal or the client on which something hangs that goes by an id of its own, and says whether the signed-on person sees it
 * there; knowing an id opens nothing.
 */
@Service
@Transactional(readOnly = true)
public class ObjectSight {

    private static final String DEALS_OF_FILE =
            """
            select d.id from deal d where d.id in (
              select deal_id from deal_file where file_id = :asked
              union all select deal_id from proposal where document_id = :asked
              union all select deal_id from contract where document_id = :asked
              union all select deal_id from contract where scan_id = :asked
              union all select deal_id from contract where signature_file_id = :asked
              union all select deal_id from contract where own_signature_file_id = :asked
              union all select deal_id from contract where protocol_file_id = :asked
              union all select l.deal_id from letter_file f join letter l on l.id = f.letter_id where f.file_id = :asked
              union all select deal_id from insurance_request where raw_file_id = :asked
              union all select r.deal_id from request_file f join insurance_request r on r.id = f.request_id
                where f.file_id = :asked)""";

    private static final String CLIENTS_OF_FILE =
            """
            select c.id from client c where c.id in (
              select id from client where requisites_file_id = :asked
              union all select p.client_id from consent k join contact p on p.id = k.contact_id
                where k.document_id = :asked
              union all select client_id from insurance_request where raw_file_id = :asked
              union all select r.client_id from request_file f join insurance_request r on r.id = f.request_id
                where f.file_id = :asked)""";

    /** Whoever takes requests must read what came with one that nobody has sorted out yet. */
    private static final String UNSORTED =
            """
            select r.id from insurance_request r where r.deal_id is null and r.client_id is null
              and (r.raw_file_id = :asked
                or exists (select 1 from request_file f where f.request_id = r.id and f.file_id = :asked))""";

    private static final String CALL = " from call_recording r join call_record k on k.entry_id = r.entry_id";

    private static final String DEALS_OF_RECORDING =
            "select d.id" + CALL + " join deal d on d.id = k.deal_id where r.id = :asked";

    private static final String CLIENTS_OF_RECORDING = "select c.id" + CALL
            + " join contact p on p.id = k.contact_id join client c on c.id = p.client_id"
            + " where k.deal_id is null and r.id = :asked";

    private static final String STRANGERS_RECORDING =
            "select r.id" + CALL + " where k.deal_id is null and k.contact_id is null and r.id = :asked";

    private static final String CARDS =
            """
            select c.id from client c where c.id in (
              select coalesce(merged_into, id) from client where id = :asked)""";

    private static final String CARDS_OF_MERGE =
            "select c.id from client c where c.id in (select kept_id from client_merge where id = :asked)";

    private final DealSight sight;
    private final Viewers viewers;
    private final EntityManager entities;

    ObjectSight(DealSight sight, Viewers viewers, EntityManager entities) {
        this.sight = sight;
        this.viewers = viewers;
        this.entities = entities;
    }

    /** @throws UnseenException when the file hangs on nothing that the person sees */
    public void requireFile(long id) {
        require(
                seesDeal(DEALS_OF_FILE, id)
                        || seesClient(CLIENTS_OF_FILE, id)
                        || takesRequests() && finds(UNSORTED, id),
                "Такого файла нет");
    }

    /** @throws UnseenException when the call belongs to no deal or client that the person sees; a stranger's is for who sells */
    public void requireRecording(long id) {
        require(
                seesDeal(DEALS_OF_RECORDING, id)
                        || seesClient(CLIENTS_OF_RECORDING, id)
                        || takesRequests() && finds(STRANGERS_RECORDING, id),
                "Такой записи здесь нет");
    }

    /** @throws UnseenException when the card, or the one into which it was merged, is not for the person */
    public void requireCard(long id) {
        require(seesClient(CARDS, id), "Такого клиента нет");
    }

    /** @throws UnseenException when the card that went on is not for the person */
    public void requireMerge(long id) {
        require(seesClient(CARDS_OF_MERGE, id), "Такого объединения нет");
    }

    /** @throws UnseenException when the proposal's deal is not for the person; so with all that belongs to a deal */
    public void requireProposal(long id) {
        requirePart("Proposal", id, "Такого КП нет");
    }

    public void requireContract(long id) {
        requirePart("Contract", id, "Такого договора нет");
    }

    public void requireTouch(long id) {
        requirePart("Activity", id, "Такого касания нет");
    }

    private void requirePart(String entity, long id, String otherwise) {
        require(sight.maySeePart(viewers.current(), entity, id), otherwise);
    }

    /** What is not there at all is answered by whoever looks for it. */
    private void require(boolean seen, String otherwise) {
        if (!seen && !viewers.current().seesAll()) {
            throw new UnseenException(otherwise);
        }
    }

    private boolean takesRequests() {
        return !viewers.current().sellers().isEmpty();
    }

    private boolean seesDeal(String sql, long id) {
        return finds(sql, sight.dealsInSql("d"), id);
    }

    private boolean seesClient(String sql, long id) {
        return finds(sql, sight.clientsInSql("c"), id);
    }

    private boolean finds(String sql, SightCondition seen, long id) {
        return isThere(seen.bind(entities.createNativeQuery(sql + seen.and())), id);
    }

    private boolean finds(String sql, long id) {
        return isThere(entities.createNativeQuery(sql), id);
    }

    private static boolean isThere(jakarta.persistence.Query query, long id) {
        return !query.setParameter("asked", id).setMaxResults(1).getResultList().isEmpty();
    }
}
