SET ROLE redress_app
