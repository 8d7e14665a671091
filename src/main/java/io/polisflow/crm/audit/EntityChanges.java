package io.polisflow.crm.audit;

import jakarta.annotation.PostConstruct;
import jakarta.persistence.EntityManagerFactory;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.AbstractCollectionEvent;
import org.hibernate.event.spi.EventSource;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostCollectionRecreateEvent;
import org.hibernate.event.spi.PostCollectionRecreateEventListener;
import org.hibernate.event.spi.PostCollectionRemoveEvent;
import org.hibernate.event.spi.PostCollectionRemoveEventListener;
import org.hibernate.event.spi.PostCollectionUpdateEvent;
import org.hibernate.event.spi.PostCollectionUpdateEventListener;
import org.hibernate.event.spi.PostDeleteEvent;
import org.hibernate.event.spi.PostDeleteEventListener;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.springframework.stereotype.Component;

/** Hears of every entity that is written, whatever service, form, import or hook made it: the one place that all of them pass. */
@Component
class EntityChanges
        implements PostInsertEventListener,
                PostUpdateEventListener,
                PostDeleteEventListener,
                PostCollectionUpdateEventListener,
                PostCollectionRecreateEventListener,
                PostCollectionRemoveEventListener {

    private static final long serialVersionUID = 1L;

    private final transient EntityManagerFactory entities;
    private final transient AuditPending pending;
    private final transient Clock clock;
    private final transient Map<String, Shape> shapes = new ConcurrentHashMap<>();

    EntityChanges(EntityManagerFactory entities, AuditPending pending, Clock clock) {
        this.entities = entities;
        this.pending = pending;
        this.clock = clock;
    }

    @PostConstruct
    void listen() {
        EventListenerRegistry registry = entities.unwrap(SessionFactoryImplementor.class)
                .getEventEngine()
                .getListenerRegistry();
        registry.appendListeners(EventType.POST_INSERT, this);
        registry.appendListeners(EventType.POST_UPDATE, this);
        registry.appendListeners(EventType.POST_DELETE, this);
        registry.appendListeners(EventType.POST_COLLECTION_UPDATE, this);
        registry.appendListeners(EventType.POST_COLLECTION_RECREATE, this);
        registry.appendListeners(EventType.POST_COLLECTION_REMOVE, this);
    }

    /**
     * What of an entity tells to what it belongs; each index is -1 when there is no such property.
     *
     * @param told whether its birth is worth a row, see {@link AuditKinds}
     */
    private record Shape(
            String kind, boolean told, int number, int dealNumber, int deal, int clientId, int client, int version) {

        static Shape of(EntityPersister entity) {
            List<String> names = Arrays.asList(entity.getPropertyNames());
            String table = entity.getMappedTableDetails().getTableName().toLowerCase(Locale.ROOT);
            return new Shape(
                    table,
                    AuditKinds.birthIsTold(table),
                    table.equals("deal") ? names.indexOf("number") : -1,
                    names.indexOf("dealNumber"),
                    names.indexOf("deal"),
                    names.indexOf("clientId"),
                    names.indexOf("client"),
                    entity.getVersionProperty());
        }

        AuditSubject subject(EventSource session, Object id, Object[] state) {
            String own = number >= 0 ? (String) state[number] : null;
            String ofDeal = own != null
                    ? own
                    : dealNumber >= 0 ? (String) state[dealNumber] : deal >= 0 ? numberOf(session, state[deal]) : null;
            Long ofClient = kind.equals("client")
                    ? (Long) id
                    : clientId >= 0 ? (Long) state[clientId] : client >= 0 ? idOf(session, state[client]) : null;
            return new AuditSubject(kind, own == null ? String.valueOf(id) : own, ofDeal, ofClient);
        }

        /** @return null of a deal that the session has not loaded: such ones are asked for together at the end */
        private static String numberOf(EventSource session, Object reference) {
            Object deal = reference;
            if (reference instanceof HibernateProxy proxy) {
                LazyInitializer behind = proxy.getHibernateLazyInitializer();
                deal = behind.isUninitialized() ? null : behind.getImplementation();
            }
            EntityEntry known = deal == null
                    ? null
                    : session.getPersistenceContextInternal().getEntry(deal);
            return known == null ? null : (String) known.getPersister().getPropertyValue(deal, "number");
        }

        Long dealId(EventSource session, Object[] state) {
            return deal < 0 ? null : idOf(session, state[deal]);
        }

        /** Without loading what is only referred to. */
        private static Long idOf(EventSource session, Object reference) {
            Object id = reference instanceof HibernateProxy proxy
                    ? proxy.getHibernateLazyInitializer().getIdentifier()
                    : reference == null ? null : session.getContextEntityIdentifier(reference);
            return id instanceof Long number ? number : null;
        }
    }

    @Override
    public void onPostInsert(PostInsertEvent event) {
        Shape shape = shape(event.getPersister());
        if (shape.told()) {
            note(event.getSession(), AuditAction.CREATED, shape, event.getId(), event.getState());
        }
    }

    @Override
    public void onPostDelete(PostDeleteEvent event) {
        note(
                event.getSession(),
                AuditAction.DELETED,
                shape(event.getPersister()),
                event.getId(),
                event.getDeletedState());
    }

    @Override
    public void onPostUpdate(PostUpdateEvent event) {
        Shape shape = shape(event.getPersister());
        if (AuditKinds.isDerived(shape.kind())) {
            return;
        }
        String[] names = event.getPersister().getPropertyNames();
        int[] dirty = event.getDirtyProperties();
        Set<String> fields = new LinkedHashSet<>();
        AuditDraft draft = null;
        for (int i = 0; i < names.length; i++) {
            int property = i;
            if (property == shape.version()
                    || dirty != null && Arrays.stream(dirty).noneMatch(each -> each == property)) {
                continue;
            }
            Object before = event.getOldState() == null ? null : event.getOldState()[i];
            Object after = event.getState()[i];
            if (dirty == null && Objects.equals(before, after)) {
                continue;
            }
            fields.add(names[i]);
            draft = draft == null
                    ? draft(event.getSession(), AuditAction.CHANGED, shape, event.getId(), event.getState())
                    : draft;
            if (!AuditKinds.isPersonal(shape.kind()) && (after instanceof Enum || after instanceof Boolean)) {
                draft.value(names[i], before, after);
            }
        }
        if (draft != null) {
            draft.fields(fields);
            pending.add(event.getSession(), draft);
        }
    }

    @Override
    public void onPostUpdateCollection(PostCollectionUpdateEvent event) {
        collection(event, event.getCollection().getRole());
    }

    @Override
    public void onPostRecreateCollection(PostCollectionRecreateEvent event) {
        collection(event, event.getCollection().getRole());
    }

    @Override
    public void onPostRemoveCollection(PostCollectionRemoveEvent event) {
        collection(
                event,
                event.getCollection() == null ? null : event.getCollection().getRole());
    }

    private void collection(AbstractCollectionEvent event, String role) {
        EventSource session = event.getSession();
        Object owner = event.getAffectedOwnerOrNull();
        if (owner == null || role == null) {
            return;
        }
        EntityPersister persister = session.getEntityPersister(event.getAffectedOwnerEntityName(), owner);
        Shape shape = shape(persister);
        AuditDraft draft = draft(
                session, AuditAction.CHANGED, shape, event.getAffectedOwnerIdOrNull(), persister.getValues(owner));
        draft.fields(Set.of(role.substring(role.lastIndexOf('.') + 1)));
        // Of a new object the birth was told with all that it was born with.
        if (shape.told() || event instanceof PostCollectionUpdateEvent) {
            pending.add(session, draft);
        }
    }

    private void note(EventSource session, AuditAction action, Shape shape, Object id, Object[] state) {
        pending.add(session, draft(session, action, shape, id, state));
    }

    private AuditDraft draft(EventSource session, AuditAction action, Shape shape, Object id, Object[] state) {
        AuditDraft draft = AuditDraft.now(clock, action, shape.subject(session, id, state));
        draft.dealId(shape.dealId(session, state));
        return draft;
    }

    private Shape shape(EntityPersister persister) {
        return shapes.computeIfAbsent(persister.getEntityName(), name -> Shape.of(persister));
    }

    /** The row is written with the transaction, not after it. */
    @Override
    public boolean requiresPostCommitHandling(EntityPersister persister) {
        return false;
    }
}
