-- The provider's log-out finds the sessions it ends by the names of their attributes.
create index spring_session_attributes_name on spring_session_attributes (attribute_name);
