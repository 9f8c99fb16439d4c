SELECT ordinal, verdict, at_version, at_position, receipt
FROM register.append_batch(
  $1,  -- p_shard
  $2,  -- p_rules
  $3,  -- c_id
  $4,  -- c_caller
  $5,  -- c_key
  $6,  -- c_digest
  $7,  -- c_stream
  $8,  -- c_kind
  $9,  -- c_expected
  $10, -- c_at
  $11, -- c_actor
  $12, -- c_correlation
  $13, -- c_cause
  $14, -- c_reference
  $15, -- c_receipt
  $16, -- c_events
  $17, -- e_name
  $18, -- e_shape
  $19, -- e_occurred
  $20, -- e_payload
  $21, -- e_sealed_digest
  $22, -- e_leaf
  $23, -- s_command
  $24, -- s_matter
  $25, -- s_subject
  $26, -- s_nonce
  $27, -- s_ciphertext
  $28, -- t_command
  $29, -- t_token
  $30, -- t_matter
  $31  -- t_subject
)
