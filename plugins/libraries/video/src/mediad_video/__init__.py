"""Video files of any media type: their facts, their editions and parts, their extras, and what lies beside them."""
